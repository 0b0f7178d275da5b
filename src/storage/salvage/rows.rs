//! Finding the rows of a journal file: those its tables lead to, and those that lie loose as the way to them is lost.

use std::collections::{BTreeMap, BTreeSet};

use rusqlite::types::Value;

use super::pages::Pages;
use super::record::{Node, NodeKind, RawRow};

/// All rows of a file.
#[derive(Default)]
pub(super) struct Found {
    /// Those that a table leads to, by its name.
    pub(super) of_table: BTreeMap<String, Vec<RawRow>>,
    /// Those on pages that no table leads to any more.
    pub(super) loose: Vec<RawRow>,
    /// How many pages and cells could not be read.
    pub(super) broken: usize,
}

impl Found {
    /// Looks through all pages.
    pub(super) fn in_pages(pages: &Pages) -> Self {
        let mut search = Search {
            pages,
            seen: BTreeSet::new(),
            found: Self::default(),
        };
        let schema = search.tree(1, NodeKind::TableLeaf);
        for row in &schema {
            let [
                Value::Text(kind),
                Value::Text(name),
                _,
                Value::Integer(root),
                Value::Text(sql),
            ] = row.values.as_slice()
            else {
                continue;
            };
            let is_keyed = sql.contains("WITHOUT ROWID");
            if let ("table", Ok(root)) = (kind.as_str(), u32::try_from(*root)) {
                let leaf = if is_keyed {
                    NodeKind::KeyLeaf
                } else {
                    NodeKind::TableLeaf
                };
                let rows = search.tree(root, leaf);
                search.found.of_table.insert(name.clone(), rows);
            }
        }
        search.loose();
        search.found
    }

    /// Whether the tables are those of a journal, for files that do not say so themselves.
    pub(super) fn is_of_a_journal(&self) -> bool {
        let ours = ["tracker", "item", "entry", "tombstone"];
        ours.iter().all(|table| self.of_table.contains_key(*table))
    }
}

struct Search<'a> {
    pages: &'a Pages,
    seen: BTreeSet<u32>,
    found: Found,
}

impl Search<'_> {
    /// The rows below page `root`, in no particular order.
    fn tree(&mut self, root: u32, leaf: NodeKind) -> Vec<RawRow> {
        let inner = if leaf == NodeKind::KeyLeaf {
            NodeKind::KeyInner
        } else {
            NodeKind::TableInner
        };
        let mut rows = Vec::new();
        let mut waiting = vec![root];
        while let Some(page) = waiting.pop() {
            if self.seen.contains(&page) {
                self.found.broken += 1;
                continue;
            }
            match Node::read(self.pages, page) {
                Some(node) if node.kind == leaf || node.kind == inner => {
                    self.seen.insert(page);
                    self.found.broken += node.broken;
                    rows.extend(node.rows);
                    waiting.extend(node.children);
                }
                // A page of another table must not be taken from it.
                _ => self.found.broken += 1,
            }
        }
        rows
    }

    fn loose(&mut self) {
        let free = self.pages.free();
        for page in self.pages.numbers() {
            if self.seen.contains(&page) || free.contains(&page) {
                continue;
            }
            if let Some(node) = Node::read(self.pages, page) {
                self.found.loose.extend(node.rows);
            }
        }
    }
}
