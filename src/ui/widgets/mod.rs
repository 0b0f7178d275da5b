//! Controls made of plain values: each shows what it is given and says what a person changed.
