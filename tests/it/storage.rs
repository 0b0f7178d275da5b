//! The journal file: opened, refused, written beside others, faults of the disk.

use biota::storage::{Access, Session, Store};

use crate::sample;

#[test]
fn a_journal_comes_back_as_it_was() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("journal.biota");
    let journal = sample::full();
    Store::create_new(&path, &journal).unwrap();
    for access in [Access::Read, Access::Write, Access::Window] {
        let session = Session::open(&path, access).unwrap();
        assert_eq!(session.journal(), &journal, "{access:?}");
    }
    assert_eq!(
        Session::in_memory(journal.clone()).unwrap().journal(),
        &journal
    );
}
