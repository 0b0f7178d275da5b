//! Every file that the real program opens for writing, makes, names, removes or changes, as the system saw it: none lies
//! outside, whatever is in the place of the files beside the journal.

use std::fs;
use std::path::{Component, Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use super::{Ended, Home, Odd, PROGRAM, Victim, ended};

/// What changes files; a question mark stands before what not every machine has.
const CALLS: &str = "trace=?open,openat,?openat2,?creat,?unlink,unlinkat,?rename,?renameat,renameat2,?link,linkat,\
    ?symlink,symlinkat,?mkdir,mkdirat,?rmdir,?chmod,fchmod,fchmodat,?fchmodat2,?chown,fchown,?lchown,fchownat,truncate,\
    ftruncate,fallocate,?mknod,mknodat,?utime,?utimes,utimensat,?futimesat,setxattr,fsetxattr,lsetxattr,removexattr";

const SUFFIXES: [&str; 5] = ["-wal", "-shm", "-journal", "-window", "-use"];

/// Whether a tool is there; where it has to be, its absence is a failure.
pub fn is_there(tool: &str, asks: &str) -> bool {
    let mut command = Command::new(tool);
    let asked = command
        .arg(asks)
        .stdout(Stdio::null())
        .stderr(Stdio::null());
    let found = asked.status().is_ok_and(|status| status.success());
    if !found {
        assert!(
            std::env::var_os("BIOTA_REQUIRE_STRACE").is_none(),
            "there has to be {tool}"
        );
        println!("skipped: no {tool}");
    }
    found
}

/// One change that the system made.
#[derive(Debug)]
struct Touch {
    line: String,
    path: PathBuf,
}

/// The tracer around a command that is yet to be named.
fn tracer(home: &Home) -> Command {
    let traces = home.path("traces");
    let _ = fs::remove_dir_all(&traces);
    fs::create_dir(&traces).unwrap();
    let mut command = home.command(Path::new("strace"));
    command
        .args(["-ff", "-y", "-qq", "-s", "8192", "-e", CALLS, "-o"])
        .arg(traces.join("of"));
    command
}

/// Runs the program under the tracer.
fn traced(home: &Home, arguments: &[&str]) -> (Ended, Vec<Touch>) {
    let mut command = tracer(home);
    command.arg(PROGRAM).args(arguments);
    let ended = ended(&mut command);
    (ended, touches(home))
}

/// What was changed by what the tracer saw last.
fn touches(home: &Home) -> Vec<Touch> {
    let mut found = Vec::new();
    for file in fs::read_dir(home.path("traces")).unwrap() {
        let text = fs::read_to_string(file.unwrap().path()).unwrap();
        let here = home.path("home/data");
        found.extend(text.lines().flat_map(|line| touched(line, &here)));
    }
    found
}

/// The files that a line of a trace says were changed by who works `here`; none for a call that failed or only read.
fn touched(line: &str, here: &Path) -> Vec<Touch> {
    let Some((call, rest)) = line.split_once('(') else {
        return Vec::new();
    };
    let Some((arguments, answer)) = rest.rsplit_once(" = ") else {
        return Vec::new();
    };
    if answer.starts_with('-') || answer.starts_with('?') {
        return Vec::new();
    }
    let touch = |path: PathBuf| Touch {
        line: line.to_owned(),
        path,
    };
    if call.starts_with("open") || call == "creat" {
        let writes = ["O_WRONLY", "O_RDWR", "O_CREAT", "O_TRUNC", "O_TMPFILE"];
        let is_writing = call == "creat" || writes.iter().any(|flag| arguments.contains(flag));
        // The file that was opened in the end, whatever links led to it.
        let opened = answer
            .split_once('<')
            .and_then(|(_, rest)| rest.rsplit_once('>'));
        return match opened {
            Some((path, _)) if is_writing => {
                vec![touch(PathBuf::from(path.trim_end_matches(" (deleted)")))]
            }
            _ => Vec::new(),
        };
    }
    named(arguments, here).into_iter().map(touch).collect()
}

/// The paths among arguments: texts, after the folder that an open file before them stands for, or the open file alone.
fn named(arguments: &str, here: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut folder: Option<PathBuf> = None;
    let mut rest = arguments;
    while let Some(at) = rest.find(['<', '"']) {
        let (end, is_text) = (
            if rest[at..].starts_with('<') {
                '>'
            } else {
                '"'
            },
            rest[at..].starts_with('"'),
        );
        let Some(length) = rest[at + 1..].find(end) else {
            break;
        };
        let text = &rest[at + 1..at + 1 + length];
        if is_text {
            let base = folder.take().unwrap_or_else(|| here.to_owned());
            found.push(plain(&base.join(text)));
        } else {
            // Of two open files in a row, the first is what is changed.
            found.extend(folder.replace(PathBuf::from(text)));
        }
        rest = &rest[at + length + 2..];
    }
    found.extend(folder);
    found
}

/// A path without `.` and `..`.
fn plain(path: &Path) -> PathBuf {
    let mut end = PathBuf::new();
    for part in path.components() {
        match part {
            Component::ParentDir => {
                end.pop();
            }
            Component::CurDir => {}
            part => end.push(part),
        }
    }
    end
}

/// Nothing but what lies below the home was touched. What the system gives to every program is no file of anybody.
fn assert_inside(home: &Home, touches: &[Touch], what: &str) {
    let inside = home.path("home").canonicalize().unwrap();
    for touch in touches {
        let of_system = [
            "/dev/null",
            "/dev/tty",
            "/dev/dri",
            "/dev/shm",
            "/proc/self/fd",
        ];
        let is_of_system = of_system.iter().any(|path| touch.path.starts_with(path));
        // Its own folder may be a link on some systems.
        let folder = touch
            .path
            .parent()
            .and_then(|folder| folder.canonicalize().ok());
        let real = match (folder, touch.path.file_name()) {
            (Some(folder), Some(name)) => folder.join(name),
            _ => touch.path.clone(),
        };
        assert!(
            is_of_system || real.starts_with(&inside),
            "{what}: outside: {}",
            touch.line
        );
    }
}

#[test]
fn lines_of_a_trace_are_read() {
    let paths = |line: &str| -> Vec<String> {
        let touched = touched(line, Path::new("/w"));
        touched
            .into_iter()
            .map(|touch| touch.path.display().to_string())
            .collect()
    };
    for (line, expected) in [
        (
            r#"openat(AT_FDCWD</w>, "a", O_RDWR|O_CREAT, 0600) = 3</x/real>"#,
            vec!["/x/real"],
        ),
        (
            r#"openat(AT_FDCWD</w>, "/x", O_RDWR|O_TMPFILE, 0600) = 3</x/#12 (deleted)>"#,
            vec!["/x/#12"],
        ),
        (
            r#"openat(AT_FDCWD</w>, "a", O_RDONLY|O_CLOEXEC) = 3</x/real>"#,
            vec![],
        ),
        (
            r#"openat(AT_FDCWD</w>, "a", O_RDWR|O_NOFOLLOW) = -1 ELOOP (Too many levels)"#,
            vec![],
        ),
        (r#"unlink("/x/a") = 0"#, vec!["/x/a"]),
        (r#"unlinkat(AT_FDCWD</w>, "../a", 0) = 0"#, vec!["/a"]),
        (r#"rename("/x/a", "/y/b") = 0"#, vec!["/x/a", "/y/b"]),
        (
            r#"linkat(AT_FDCWD</w>, "/proc/self/fd/4", AT_FDCWD</w>, "b", AT_SYMLINK_FOLLOW) = 0"#,
            vec!["/proc/self/fd/4", "/w/b"],
        ),
        (r#"mkdir("../a", 0777)     = 0"#, vec!["/a"]),
        (r#"fchmod(4</x/a>, 0600) = 0"#, vec!["/x/a"]),
        (r#"ftruncate(4</x/a>, 0) = 0"#, vec!["/x/a"]),
        (
            r#"chmod("/x/a", 0600) = -1 EPERM (Operation not permitted)"#,
            vec![],
        ),
        ("+++ exited with 0 +++", vec![]),
    ] {
        assert_eq!(paths(line), expected, "{line}");
    }
}

#[test]
fn what_is_written_outside_is_noticed() {
    if !is_there("strace", "-V") {
        return;
    }
    let home = Home::empty();
    for script in [
        "echo x > ../../outside/x",
        "ln -s ../../outside/y link; echo x > link",
        "mkdir ../../outside/folder",
        "mv link ../../outside/moved",
        "chmod 600 ../../outside/x",
        "rm ../../outside/x",
    ] {
        let mut command = tracer(&home);
        command.args(["sh", "-c", script]);
        assert_eq!(ended(&mut command).code, Some(0), "{script}");
        let seen = touches(&home);
        let outside = home.path("outside").canonicalize().unwrap();
        let is_seen = seen.iter().any(|touch| touch.path.starts_with(&outside));
        assert!(is_seen, "{script}: {seen:?}");
    }
}

#[test]
fn no_command_changes_anything_outside_whatever_is_beside_the_journal() {
    if !is_there("strace", "-V") {
        return;
    }
    let home = Home::new();
    let victim = Victim::make(home.path("outside/victim.txt"));
    let mut runs = 0;
    let mut run = |odd: Odd, suffixes: &[&str], arguments: &[&str]| {
        let put = |suffix: &&str| odd.put(&home.beside(suffix), &victim);
        if !suffixes.iter().all(put) {
            return;
        }
        let what = format!("{odd:?} at {suffixes:?}: {arguments:?}");
        let (ended, touches) = traced(&home, arguments);
        assert!(matches!(ended.code, Some(0..=2)), "{what}: {ended:?}");
        assert_inside(&home, &touches, &what);
        victim.assert_unchanged(&what);
        let outside = fs::read_dir(home.path("outside")).unwrap().count();
        assert_eq!(outside, 1, "{what}");
        for suffix in suffixes {
            Odd::take_away(&home.beside(suffix));
        }
        runs += 1;
    };
    for odd in Odd::ALL {
        for suffix in SUFFIXES {
            for arguments in [
                &["export", "--archive", "../out.zip"][..],
                &["restore", "../archive.zip", "--yes"],
                &["log", "water", "+1", "--on", "2026-01-03"],
            ] {
                run(odd, &[suffix], arguments);
            }
        }
        for arguments in [
            &["backup"][..],
            &[
                "import",
                "../table.csv",
                "--save-mapping",
                "../mapping.json",
            ],
            &["check"],
            &["show"],
            &["export", "--entries", "../out.csv"],
            &["future", "--remove", "2199-01-01"],
            &["demo", "--days", "3", "--out", "journal.biota-use"],
        ] {
            run(odd, &SUFFIXES, arguments);
        }
    }
    println!("{runs} commands traced");
    assert!(runs > 100, "{runs}");
    // The tracer sees what is written where it may be.
    let (ended, touches) = traced(&home, &["export", "--entries", "../out.csv"]);
    assert_eq!(ended.code, Some(0), "{ended:?}");
    assert!(
        touches
            .iter()
            .any(|touch| touch.path.ends_with("home/out.csv")),
        "{touches:?}"
    );
}

/// A display that nobody sees, as long as this lives.
pub struct Display {
    server: Child,
    pub name: String,
}

impl Display {
    pub fn start(home: &Home) -> Self {
        let file = home.path("display");
        let answer = fs::File::create(&file).unwrap();
        let server = Command::new("Xvfb")
            .args(["-displayfd", "1", "-nolisten", "tcp", "-noreset"])
            .stdout(answer)
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut display = Self {
            server,
            name: String::new(),
        };
        let start = Instant::now();
        while display.name.is_empty() {
            let number = fs::read_to_string(&file).unwrap();
            if number.ends_with('\n') {
                display.name = format!(":{}", number.trim());
            }
            assert!(start.elapsed() < Duration::from_secs(30), "no display");
            std::thread::sleep(Duration::from_millis(10));
        }
        display
    }
}

impl Drop for Display {
    fn drop(&mut self) {
        let _ = self.server.kill();
        let _ = self.server.wait();
    }
}

/// Opens the real window under the tracer, waits until the journal is open or was refused, and ends it.
fn traced_window(home: &Home, display: &Display) -> (String, Vec<Touch>) {
    let (log, pid) = (home.path("window.log"), home.path("home/pid"));
    let _ = fs::remove_file(&pid);
    let mut command = tracer(home);
    command
        .args(["sh", "-c", "echo $$ > \"$1\"; exec \"$0\"", PROGRAM])
        .arg(&pid)
        .env("DISPLAY", &display.name)
        .env("RUST_LOG", "biota=trace")
        .env("LIBGL_ALWAYS_SOFTWARE", "1")
        // What the graphics driver keeps for itself.
        .env("MESA_SHADER_CACHE_DISABLE", "true")
        .env("XDG_CACHE_HOME", home.path("home/.cache"))
        .env("XDG_RUNTIME_DIR", home.path("home"))
        .env_remove("DBUS_SESSION_BUS_ADDRESS")
        .stdout(Stdio::null())
        .stderr(fs::File::create(&log).unwrap());
    let mut child = command.spawn().unwrap();
    let start = Instant::now();
    let is_ended = loop {
        let said = fs::read_to_string(&log).unwrap();
        let is_settled = said.contains("journal open") || said.contains("was not opened");
        if is_settled || child.try_wait().unwrap().is_some() {
            break !is_settled;
        }
        assert!(
            start.elapsed() < Duration::from_secs(60),
            "no window: {said}"
        );
        std::thread::sleep(Duration::from_millis(20));
    };
    // Backups and what else is done beside the window.
    std::thread::sleep(Duration::from_millis(400));
    if !is_ended {
        let number = fs::read_to_string(&pid).unwrap();
        let ends = Command::new("kill").arg(number.trim()).status().unwrap();
        assert!(ends.success());
    }
    child.wait().unwrap();
    let _ = fs::remove_file(&pid);
    (fs::read_to_string(log).unwrap(), touches(home))
}

#[test]
fn a_window_changes_nothing_outside_whatever_is_beside_the_journal() {
    if !is_there("strace", "-V") || !is_there("Xvfb", "-help") {
        return;
    }
    let home = Home::new();
    let display = Display::start(&home);
    let victim = Victim::make(home.path("outside/victim.txt"));
    let (said, seen) = traced_window(&home, &display);
    assert!(said.contains("journal open"), "{said}");
    assert_inside(&home, &seen, "a plain start");
    let is_locked = |touch: &Touch| touch.path.ends_with("journal.biota-window");
    assert!(seen.iter().any(is_locked), "the tracer sees the lock");
    for (odd, suffix, opens) in [
        (Odd::Link, "-window", false),
        (Odd::LinkToNothing, "-window", false),
        (Odd::SecondName, "-window", true),
        (Odd::Pipe, "-window", false),
        (Odd::Link, "-use", false),
        (Odd::Device, "-use", false),
        (Odd::Link, "-wal", false),
        (Odd::SecondName, "-shm", false),
        (Odd::Pipe, "-journal", false),
    ] {
        let path = home.beside(suffix);
        if !odd.put(&path, &victim) {
            continue;
        }
        let what = format!("{odd:?} at {suffix}");
        let (said, seen) = traced_window(&home, &display);
        assert_eq!(said.contains("journal open"), opens, "{what}: {said}");
        assert_inside(&home, &seen, &what);
        victim.assert_unchanged(&what);
        Odd::take_away(&path);
    }
}
