//! The checks, one after the other; the first that fails ends them.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// Where the repository lies.
pub fn root() -> &'static Path {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.parent().unwrap_or(here)
}

pub fn check() -> Result<(), String> {
    say("format");
    run("cargo", &["fmt", "--all", "--check"])?;
    say("lints");
    let lints = ["clippy", "--workspace", "--all-targets", "--quiet"];
    run("cargo", &[&lints[..], &["--", "-D", "warnings"]].concat())?;
    say("no network in what is built");
    run(".ci/no-network", &[])?;
    say("tests, pictures among them");
    test()?;
    say("desktop files");
    desktop_files()?;
    say("the real program in a virtual display");
    smoke()?;
    say("all passed");
    Ok(())
}

/// Runs the command that README gives for testing, word for word.
fn test() -> Result<(), String> {
    let printed = Command::new(root().join(".ci/readme-command"))
        .arg("test")
        .current_dir(root())
        .stderr(Stdio::inherit())
        .output()
        .map_err(|error| format!("README's command was not read: {error}"))?;
    let line = String::from_utf8_lossy(&printed.stdout).into_owned();
    let words: Vec<&str> = line.split_whitespace().collect();
    match words.as_slice() {
        [program, arguments @ ..] => run(program, arguments),
        [] => Err("README gives no command to test.".to_owned()),
    }
}

fn desktop_files() -> Result<(), String> {
    let entry = "assets/io.github.biota.Biota.desktop";
    let metainfo = "assets/io.github.biota.Biota.metainfo.xml";
    if is_there("desktop-file-validate")? {
        run("desktop-file-validate", &[entry])?;
    }
    if is_there("appstreamcli")? {
        run("appstreamcli", &["validate", "--no-net", metainfo])?;
    }
    Ok(())
}

pub fn smoke() -> Result<(), String> {
    for tool in ["Xvfb", "xdotool", "import", "sqlite3", "dbus-run-session"] {
        if !is_there(tool)? {
            return Ok(());
        }
    }
    run("cargo", &["build", "--quiet"])?;
    let program = target_folder()?.join("debug/biota");
    run(".ci/smoke", &[&program.to_string_lossy()])
}

pub fn gallery() -> Result<(), String> {
    run("cargo", &["run", "--quiet", "--example", "gallery"])
}

/// Whether a tool is installed. Where everything has to run a missing one is a failure, elsewhere it is named.
fn is_there(tool: &str) -> Result<bool, String> {
    let found = Command::new("sh")
        .args(["-c", &format!("command -v {tool}")])
        .stdout(Stdio::null())
        .status()
        .is_ok_and(|status| status.success());
    if found {
        return Ok(true);
    }
    if std::env::var_os("CI").is_some() {
        return Err(format!("{tool} is not installed."));
    }
    println!("skipped: {tool} is not installed");
    Ok(false)
}

fn target_folder() -> Result<PathBuf, String> {
    let printed = Command::new("cargo")
        .args(["metadata", "--format-version", "1", "--no-deps"])
        .current_dir(root())
        .output()
        .map_err(|error| format!("cargo metadata: {error}"))?;
    let text = String::from_utf8_lossy(&printed.stdout).into_owned();
    let rest = text.split("\"target_directory\":\"").nth(1);
    let folder = rest.and_then(|rest| rest.split('"').next());
    folder
        .map(PathBuf::from)
        .ok_or_else(|| "cargo names no target folder.".to_owned())
}

fn say(what: &str) {
    println!("\n== {what}");
}

fn run(program: &str, arguments: &[&str]) -> Result<(), String> {
    let path = if program.starts_with('.') {
        root().join(program)
    } else {
        PathBuf::from(program)
    };
    let mut command = Command::new(path);
    command.args(arguments).current_dir(root());
    if std::env::var_os("CI").is_some() {
        // There a picture that cannot be drawn and a trace that cannot be taken are failures; at home they are skipped and
        // named.
        command.env("BIOTA_REQUIRE_SNAPSHOTS", "1");
        command.env("BIOTA_REQUIRE_STRACE", "1");
    }
    let status = command
        .status()
        .map_err(|error| format!("{program} did not start: {error}"))?;
    if status.success() {
        Ok(())
    } else {
        Err(format!("Failed: {program} {}", arguments.join(" ")))
    }
}
