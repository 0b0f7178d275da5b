//! Pictures that a test run drew otherwise than those that are kept: side by side on one page, and how to keep them.

use std::fs;
use std::path::{Path, PathBuf};

use crate::steps::root;

/// A picture that differs.
struct Changed {
    kept: PathBuf,
    new: PathBuf,
    difference: PathBuf,
}

pub fn show() -> Result<(), String> {
    let changed = changed()?;
    if changed.is_empty() {
        println!("No picture differs. They are drawn by `cargo test`.");
        return Ok(());
    }
    let page = root().join("target/pictures.html");
    if let Some(folder) = page.parent() {
        fs::create_dir_all(folder).map_err(|error| error.to_string())?;
    }
    fs::write(&page, html(&changed)).map_err(|error| error.to_string())?;
    for picture in &changed {
        println!("{}", shown(&picture.kept));
    }
    println!(
        "\nLook at {}, then `cargo xtask pictures accept`.",
        page.display()
    );
    Ok(())
}

pub fn accept(part: &str) -> Result<(), String> {
    let mut count = 0;
    for picture in changed()? {
        if !shown(&picture.kept).contains(part) {
            continue;
        }
        fs::rename(&picture.new, &picture.kept).map_err(|error| error.to_string())?;
        // It may be missing: a new picture differs from nothing.
        let _ = fs::remove_file(&picture.difference);
        println!("kept {}", shown(&picture.kept));
        count += 1;
    }
    if count == 0 {
        return Err("No picture of that name differs.".to_owned());
    }
    Ok(())
}

fn changed() -> Result<Vec<Changed>, String> {
    let mut found = Vec::new();
    for folder in ["tests", "src"] {
        collect(&root().join(folder), &mut found).map_err(|error| error.to_string())?;
    }
    found.sort_by(|one, other| one.kept.cmp(&other.kept));
    Ok(found)
}

fn collect(folder: &Path, found: &mut Vec<Changed>) -> std::io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            collect(&path, found)?;
        } else if let Some(stem) = path.to_string_lossy().strip_suffix(".new.png") {
            found.push(Changed {
                kept: format!("{stem}.png").into(),
                difference: format!("{stem}.diff.png").into(),
                new: path.clone(),
            });
        }
    }
    Ok(())
}

fn shown(path: &Path) -> String {
    let below = path.strip_prefix(root()).unwrap_or(path);
    below.display().to_string()
}

fn html(changed: &[Changed]) -> String {
    let figure = |label: &str, path: &Path| {
        let address = path.display();
        format!("<figure><figcaption>{label}</figcaption><img src=\"file://{address}\"></figure>")
    };
    let rows: String = changed
        .iter()
        .map(|picture| {
            format!(
                "<h2>{}</h2><div>{}{}{}</div>",
                shown(&picture.kept),
                figure("kept", &picture.kept),
                figure("new", &picture.new),
                figure("difference", &picture.difference)
            )
        })
        .collect();
    format!(
        "<!doctype html><meta charset=\"utf-8\"><title>Pictures that differ</title>\
         <style>body{{font:14px sans-serif}}div{{display:flex;gap:8px}}\
         figure{{margin:0;flex:1}}img{{width:100%;border:1px solid #ccc}}</style>{rows}"
    )
}
