//! Where the journal lies unless one says otherwise.

use std::path::PathBuf;

/// The journal in the platform's data directory; none where the platform names no home.
pub fn default_path() -> Option<PathBuf> {
    let directories = directories::ProjectDirs::from("", "", "Biota")?;
    Some(directories.data_dir().join("journal.biota"))
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
}
