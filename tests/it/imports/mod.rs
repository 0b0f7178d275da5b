//! Files of other programs: what is read, what becomes of it, what is refused, and that nothing is done twice.

mod archives;
mod bad;
mod fixtures;
mod flows;
mod foreign_database;
mod limits;
mod pictures;
mod rendered;
mod rows;
mod signs;
mod traps;
mod two_ways;
mod whole;
mod window;
