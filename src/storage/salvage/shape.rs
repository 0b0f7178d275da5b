//! What the rows of each table look like, read off the newest schema, so that a row is known when its table is lost.

use rusqlite::Connection;
use rusqlite::types::Value;

use super::record::RawRow;

/// A table.
#[derive(Debug)]
pub(super) struct Shape {
    pub(super) table: String,
    /// Whether its rows lie by key rather than by number.
    pub(super) is_keyed: bool,
    /// As they are stored.
    columns: Vec<Column>,
}

#[derive(Debug)]
struct Column {
    name: String,
    kind: String,
    is_filled: bool,
    /// Stored beside the row rather than in it.
    is_number: bool,
}

impl Shape {
    /// The tables of a journal that has only its schema.
    pub(super) fn of(schema: &Connection) -> rusqlite::Result<Vec<Self>> {
        let sql = "SELECT name, wr FROM pragma_table_list
                   WHERE schema = 'main' AND type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'";
        let mut statement = schema.prepare(sql)?;
        let tables = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
        let tables: Vec<(String, bool)> = tables.collect::<rusqlite::Result<_>>()?;
        let shape = |(table, is_keyed): (String, bool)| {
            Ok(Self {
                columns: columns(schema, &table, is_keyed)?,
                table,
                is_keyed,
            })
        };
        tables.into_iter().map(shape).collect()
    }

    /// The values of a row by column, if it can be one of this table.
    pub(super) fn values(&self, row: &RawRow) -> Option<Vec<Value>> {
        if row.values.len() != self.columns.len() || row.number.is_none() != self.is_keyed {
            return None;
        }
        let cells = self.columns.iter().zip(&row.values);
        cells
            .map(|(column, value)| column.value(value, row.number))
            .collect()
    }

    /// The statement that adds a row.
    pub(super) fn insertion(&self) -> String {
        let names: Vec<_> = self
            .columns
            .iter()
            .map(|column| column.name.as_str())
            .collect();
        let places = vec!["?"; names.len()];
        format!(
            "INSERT INTO {} ({}) VALUES ({})",
            self.table,
            names.join(", "),
            places.join(", ")
        )
    }
}

impl Column {
    fn value(&self, stored: &Value, number: Option<i64>) -> Option<Value> {
        match (stored, self.kind.as_str()) {
            (Value::Null, _) if self.is_number => number.map(Value::Integer),
            (Value::Null, _) => (!self.is_filled).then_some(Value::Null),
            (Value::Integer(_), "INTEGER") if !self.is_number => Some(stored.clone()),
            // A whole number is stored in fewer bytes than a fraction.
            #[expect(clippy::cast_precision_loss, reason = "as SQLite does it")]
            (Value::Integer(whole), "REAL") => Some(Value::Real(*whole as f64)),
            (Value::Real(_), "REAL") | (Value::Text(_), "TEXT") => Some(stored.clone()),
            _ => None,
        }
    }
}

fn columns(schema: &Connection, table: &str, is_keyed: bool) -> rusqlite::Result<Vec<Column>> {
    // Rows by key begin with their key; computed columns are not stored.
    let order = if is_keyed { "pk = 0, pk, cid" } else { "cid" };
    let sql = format!(
        "SELECT name, type, \"notnull\", pk FROM pragma_table_xinfo(?1) WHERE hidden = 0 ORDER BY {order}"
    );
    let mut statement = schema.prepare(&sql)?;
    let columns = statement.query_map([table], |row| {
        let kind: String = row.get(1)?;
        let (is_filled, key): (bool, i64) = (row.get(2)?, row.get(3)?);
        Ok(Column {
            name: row.get(0)?,
            is_number: !is_keyed && key > 0 && kind == "INTEGER",
            is_filled: is_filled || is_keyed && key > 0,
            kind,
        })
    })?;
    columns.collect()
}
