//! Where the journal lies unless one says otherwise.

use std::path::PathBuf;

/// The journal in the platform's data directory; none where the platform names no home.
pub fn default_path() -> Option<PathBuf> {
    let directories = directories::ProjectDirs::from("", "", "Biota")?;
    Some(directories.data_dir().join("journal.biota"))
}

/// Where it is noted what writers have begun and not finished.
pub fn unfinished_folder() -> Option<PathBuf> {
    let directories = directories::ProjectDirs::from("", "", "Biota")?;
    Some(directories.data_dir().join("unfinished"))
}

/// Where backups lie unless one says otherwise: away from the journal's folder, where a person finds them, and in no
/// folder that systems send elsewhere by themselves.
pub fn default_backup_folder() -> Option<PathBuf> {
    let directories = directories::UserDirs::new()?;
    Some(directories.home_dir().join("Biota backups"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_journal_has_a_folder_of_its_own() {
        let Some(path) = default_path() else { return };
        assert!(path.ends_with("journal.biota"));
        let folder = path.parent().unwrap().to_string_lossy().to_lowercase();
        assert!(folder.contains("biota"), "{folder}");
    }

    #[test]
    fn backups_lie_outside_the_folder_of_the_journal() {
        let (Some(journal), Some(backups)) = (default_path(), default_backup_folder()) else {
            return;
        };
        assert!(!backups.starts_with(journal.parent().unwrap()));
        assert!(!journal.starts_with(&backups));
    }
}
