//! Files as such: opened without following links, kept private, whole or not there, and what of them is a journal's. Knows no content.

mod draft;
mod own;
mod place;
mod plain;
mod private;
mod register;

pub use draft::{Draft, NewFile, clear_old_drafts};
pub use own::{BESIDE, Identity, belongs_to, beside, identity, is_in_use_by};
pub use place::{folder_of, link_to_nothing, resolved};
pub use plain::{Odd, OpenLockError, has_second_name, odd_at, open_lock, read_short};
pub use private::{is_of_this_account, is_private, make_private};
pub use register::{Note, clear_unfinished, keep_register_in, note_folder};
