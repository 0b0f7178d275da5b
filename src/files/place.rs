//! Where a path leads: its folder, the end of its links, also where nothing is there.

use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

/// As many links in a row as systems follow.
const MOST_LINKS: usize = 40;

/// The folder that `path` names a file in.
pub fn folder_of(path: &Path) -> &Path {
    path.parent()
        .filter(|folder| !folder.as_os_str().is_empty())
        .unwrap_or(Path::new("."))
}

/// The place that `path` leads to: links followed as far as they go, also where nothing is at their end.
pub fn resolved(path: &Path) -> PathBuf {
    let mut end = path.to_owned();
    for _ in 0..MOST_LINKS {
        if fs::metadata(&end).is_ok() {
            // What a process finds its own pipes under has no other name.
            return end.canonicalize().unwrap_or(end);
        }
        match fs::read_link(&end) {
            Ok(to) => end = folder_of(&end).join(to),
            Err(_) => break,
        }
    }
    match (folder_of(&end).canonicalize(), end.file_name()) {
        (Ok(folder), Some(name)) => folder.join(name),
        _ => std::path::absolute(&end).unwrap_or(end),
    }
}

/// Where the link leads that keeps `path` from being there: the file itself or a folder above it is a link, and nothing
/// is at its end. None where there is no such link.
pub fn link_to_nothing(path: &Path) -> Option<PathBuf> {
    for part in path.ancestors() {
        if part.as_os_str().is_empty() {
            break;
        }
        let Ok(metadata) = fs::symlink_metadata(part) else {
            continue;
        };
        let leads_nowhere = metadata.is_symlink()
            && fs::metadata(part).is_err_and(|error| error.kind() == ErrorKind::NotFound);
        return leads_nowhere.then(|| resolved(part));
    }
    None
}

#[cfg(all(test, unix))]
mod tests {
    use std::os::unix::fs::symlink;

    use super::*;

    #[test]
    fn links_are_followed_to_where_nothing_is() {
        let folder = tempfile::tempdir().unwrap();
        let real = folder.path().canonicalize().unwrap();
        let path = |name: &str| real.join(name);
        fs::create_dir(path("there")).unwrap();
        symlink("there/new.csv", path("one")).unwrap();
        symlink("one", path("two")).unwrap();
        symlink(path("away/new.csv"), path("far")).unwrap();
        symlink("ring", path("ring")).unwrap();
        symlink("there", path("linked")).unwrap();
        for (name, expected, leads_nowhere) in [
            ("two", "there/new.csv", true),
            ("far", "away/new.csv", true),
            ("linked/new.csv", "there/new.csv", false),
            ("linked/../there/new.csv", "there/new.csv", false),
            ("ring", "ring", false),
            ("new.csv", "new.csv", false),
        ] {
            assert_eq!(resolved(&path(name)), path(expected), "{name}");
            assert_eq!(
                link_to_nothing(&path(name)).is_some(),
                leads_nowhere,
                "{name}"
            );
        }
        symlink(path("away"), path("stick")).unwrap();
        assert_eq!(
            link_to_nothing(&path("stick/data/x.biota")),
            Some(path("away"))
        );
        assert_eq!(link_to_nothing(Path::new("no/such/file")), None);
    }

    #[test]
    fn a_bare_name_lies_in_this_folder() {
        assert_eq!(folder_of(Path::new("a.csv")), Path::new("."));
        assert_eq!(folder_of(Path::new("/a.csv")), Path::new("/"));
    }
}
