//! Stands between SQLite and the file system for files on a watched disk; all others never meet it.
//!
//! SQLite's own file object is kept. Only the table of its functions is replaced by one of ours, which calls the old.

#![expect(unsafe_code, reason = "SQLite calls these functions by pointer")]

use std::ffi::{CStr, OsStr, c_char, c_int, c_void};
use std::os::unix::ffi::OsStrExt;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicPtr, Ordering};
use std::sync::{Arc, Once};

use rusqlite::ffi;

use super::disk::{self, Disk, Fault, Op};

/// What stands behind SQLite's own file object.
struct Held {
    disk: Arc<Disk>,
    path: PathBuf,
    /// The folder is synced with the file for the first time.
    syncs_folder: bool,
    real: *const ffi::sqlite3_io_methods,
    methods: ffi::sqlite3_io_methods,
}

static REAL: AtomicPtr<ffi::sqlite3_vfs> = AtomicPtr::new(std::ptr::null_mut());

/// Comes between from now on, once a process.
pub(super) fn install() {
    static INSTALLED: Once = Once::new();
    INSTALLED.call_once(|| {
        // SAFETY: the usual file system lives as long as the process; the copy is leaked and does, too.
        unsafe {
            let real = ffi::sqlite3_vfs_find(std::ptr::null());
            assert!(!real.is_null());
            REAL.store(real, Ordering::SeqCst);
            let mut ours = std::ptr::read(real);
            ours.szOsFile = c_int::try_from(offset() + size_of::<*mut Held>()).unwrap();
            ours.zName = c"watched".as_ptr();
            ours.pNext = std::ptr::null_mut();
            ours.xOpen = Some(open);
            ours.xDelete = Some(delete);
            let registered = ffi::sqlite3_vfs_register(Box::leak(Box::new(ours)), 1);
            assert_eq!(registered, ffi::SQLITE_OK);
        }
    });
}

fn real() -> *mut ffi::sqlite3_vfs {
    REAL.load(Ordering::SeqCst)
}

/// Where our pointer stands behind SQLite's file object.
fn offset() -> usize {
    // SAFETY: set once by `install` before anything calls this, and never freed.
    let size = unsafe { (*real()).szOsFile };
    usize::try_from(size).unwrap().next_multiple_of(16)
}

unsafe fn slot(file: *mut ffi::sqlite3_file) -> *mut *mut Held {
    // SAFETY: SQLite gives each file the room that `install` asked for.
    unsafe { file.cast::<u8>().add(offset()).cast() }
}

unsafe fn held<'a>(file: *mut ffi::sqlite3_file) -> &'a mut Held {
    // SAFETY: only files whose slot was filled by `open` have our functions.
    unsafe { &mut **slot(file) }
}

unsafe fn path_of(name: *const c_char) -> Option<PathBuf> {
    if name.is_null() {
        return None;
    }
    // SAFETY: SQLite passes names that end in a zero byte.
    let bytes = unsafe { CStr::from_ptr(name) }.to_bytes();
    Some(Path::new(OsStr::from_bytes(bytes)).to_owned())
}

fn code(fault: Fault, of_io: c_int) -> c_int {
    match fault {
        Fault::Full => ffi::SQLITE_FULL,
        Fault::Io => of_io,
        Fault::ReadOnly => ffi::SQLITE_READONLY,
    }
}

unsafe extern "C" fn open(
    _vfs: *mut ffi::sqlite3_vfs,
    name: ffi::sqlite3_filename,
    file: *mut ffi::sqlite3_file,
    flags: c_int,
    out_flags: *mut c_int,
) -> c_int {
    // SAFETY: all is passed on as SQLite passed it.
    unsafe {
        let path = path_of(name);
        let disk = path.as_deref().and_then(disk::of);
        let is_new = flags & ffi::SQLITE_OPEN_CREATE != 0
            && path.as_deref().is_some_and(|path| !path.exists());
        if let (Some(disk), true) = (&disk, is_new)
            && disk.fails().is_some()
        {
            (*file).pMethods = std::ptr::null();
            return ffi::SQLITE_CANTOPEN;
        }
        let opened = (*real()).xOpen.unwrap()(real(), name, file, flags, out_flags);
        let (Some(disk), Some(path)) = (disk, path) else {
            return opened;
        };
        if opened != ffi::SQLITE_OK || (*file).pMethods.is_null() {
            return opened;
        }
        let logs = ffi::SQLITE_OPEN_WAL | ffi::SQLITE_OPEN_MAIN_JOURNAL;
        if is_new {
            disk.note(|| Op::Create(path.clone()));
        }
        let real_methods = (*file).pMethods;
        let held = Box::leak(Box::new(Held {
            disk,
            path,
            syncs_folder: is_new && flags & logs != 0,
            real: real_methods,
            methods: std::ptr::read(real_methods),
        }));
        held.methods.xClose = Some(close);
        held.methods.xWrite = Some(write);
        held.methods.xTruncate = Some(truncate);
        held.methods.xSync = Some(sync);
        *slot(file) = held;
        (*file).pMethods = &raw const held.methods;
        opened
    }
}

unsafe extern "C" fn delete(
    _vfs: *mut ffi::sqlite3_vfs,
    name: *const c_char,
    sync_folder: c_int,
) -> c_int {
    // SAFETY: all is passed on as SQLite passed it.
    unsafe {
        let path = path_of(name).filter(|path| path.exists());
        let disk = path.as_deref().and_then(disk::of);
        if disk.as_ref().is_some_and(|disk| disk.fails().is_some()) {
            return ffi::SQLITE_IOERR_DELETE;
        }
        let deleted = (*real()).xDelete.unwrap()(real(), name, sync_folder);
        if let (Some(disk), Some(path), ffi::SQLITE_OK) = (disk, path, deleted) {
            disk.note(|| Op::Remove(path));
            if sync_folder != 0 {
                disk.note(|| Op::SyncFolder);
            }
        }
        deleted
    }
}

unsafe extern "C" fn close(file: *mut ffi::sqlite3_file) -> c_int {
    // SAFETY: the box was leaked by `open`, and SQLite closes a file once.
    unsafe {
        let held = Box::from_raw(*slot(file));
        (*file).pMethods = held.real;
        (*held.real).xClose.unwrap()(file)
    }
}

unsafe extern "C" fn write(
    file: *mut ffi::sqlite3_file,
    bytes: *const c_void,
    length: c_int,
    at: i64,
) -> c_int {
    // SAFETY: SQLite passes `length` bytes.
    unsafe {
        let held = held(file);
        let real_write = (*held.real).xWrite.unwrap();
        let slice = |length: c_int| {
            let length = usize::try_from(length).unwrap();
            std::slice::from_raw_parts(bytes.cast::<u8>(), length).to_vec()
        };
        let offset = usize::try_from(at).unwrap();
        if let Some(fault) = held.disk.fails() {
            if fault == Fault::Full {
                let _ = real_write(file, bytes, length / 2, at);
            }
            return code(fault, ffi::SQLITE_IOERR_WRITE);
        }
        let written = real_write(file, bytes, length, at);
        if written == ffi::SQLITE_OK {
            held.disk
                .note(|| Op::Write(held.path.clone(), offset, slice(length)));
        }
        written
    }
}

unsafe extern "C" fn truncate(file: *mut ffi::sqlite3_file, length: i64) -> c_int {
    // SAFETY: all is passed on as SQLite passed it.
    unsafe {
        let held = held(file);
        if let Some(fault) = held.disk.fails() {
            return code(fault, ffi::SQLITE_IOERR_TRUNCATE);
        }
        let done = (*held.real).xTruncate.unwrap()(file, length);
        if done == ffi::SQLITE_OK {
            let length = usize::try_from(length).unwrap();
            held.disk.note(|| Op::Truncate(held.path.clone(), length));
        }
        done
    }
}

unsafe extern "C" fn sync(file: *mut ffi::sqlite3_file, flags: c_int) -> c_int {
    // SAFETY: all is passed on as SQLite passed it.
    unsafe {
        let held = held(file);
        if let Some(fault) = held.disk.fails() {
            return code(fault, ffi::SQLITE_IOERR_FSYNC);
        }
        let done = (*held.real).xSync.unwrap()(file, flags);
        if done == ffi::SQLITE_OK {
            held.disk.note(|| Op::Sync(held.path.clone()));
            // As the real one does for a log that it has just made.
            if std::mem::take(&mut held.syncs_folder) {
                held.disk.note(|| Op::SyncFolder);
            }
        }
        done
    }
}
