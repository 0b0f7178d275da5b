//! Starts both programs in turns on a virtual display and watches its memory for the first pixels that change.
//!
//! What is seen is taken from the display itself and not from the programs' own word: the virtual display keeps its
//! pixels in a file, and a frame counts once it is there. A trace line alone tells which frame has the page in it.

use std::error::Error;
use std::fs::{self, File};
use std::io::{BufRead, BufReader, Read};
use std::os::unix::fs::FileExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{self, Receiver};
use std::thread;
use std::time::{Duration, Instant};

use biota::cli::demo::generate_large;
use biota::storage::Store;

type Result<T> = std::result::Result<T, Box<dyn Error>>;

const PAIRS: usize = 21;
const TIME_LIMIT: f64 = 1.10;
const MEMORY_LIMIT: f64 = 1.3;
const PATIENCE: Duration = Duration::from_secs(60);
/// After the last frame, so that memory taken a moment later is seen too.
const SETTLING: Duration = Duration::from_millis(600);

/// Measures and prints; true if Biota keeps within the limits.
pub fn measure(bare: &str) -> Result<bool> {
    let folder = tempfile::tempdir()?;
    let journal = folder.path().join("large.biota");
    let last_day = "2026-11-20".parse()?;
    let large = generate_large(last_day, 10, 30, 1);
    let (entries, trackers) = (large.entries().count(), large.trackers().len());
    Store::create_new(&journal, &large)?;
    drop(large);
    let screen = Screen::start(folder.path())?;
    let program = Path::new(env!("CARGO_BIN_EXE_biota"));
    let myself = std::env::current_exe()?;
    let journal = journal.display().to_string();
    println!(
        "a journal of 10 years, {trackers} trackers, {entries} entries; {PAIRS} pairs in turns"
    );
    let mut bares = Vec::new();
    let mut biotas = Vec::new();
    // The first pair only fills the disk cache.
    for pair in 0..=PAIRS {
        let bare = screen.run(&myself, &[bare], "frame 1")?;
        let biota = screen.run(program, &["--journal", &journal], "with its page")?;
        if pair > 0 {
            bares.push(bare);
            biotas.push(biota);
        }
    }
    Ok(report(&bares, &biotas))
}

/// One start of a program.
#[derive(Debug, Clone, Copy)]
struct Start {
    first_frame_ms: f64,
    content_ms: f64,
    memory_mib: f64,
    own_memory_mib: f64,
}

fn report(bares: &[Start], biotas: &[Start]) -> bool {
    println!(
        "{:<44}{:>10}{:>10}{:>8}",
        "median", "bare", "biota", "ratio"
    );
    let row = |what: &str, get: fn(&Start) -> f64| {
        let (bare, biota) = (median(bares, get), median(biotas, get));
        println!("{what:<44}{bare:>10.1}{biota:>10.1}{:>8.2}", biota / bare);
        biota / bare
    };
    let first = row("process start to first frame seen, ms", |start| {
        start.first_frame_ms
    });
    row("process start to the page seen, ms", |start| {
        start.content_ms
    });
    let memory = row("peak resident memory, MiB", |start| start.memory_mib);
    row("of it not shared with other programs, MiB", |start| {
        start.own_memory_mib
    });
    let pass = first <= TIME_LIMIT && memory <= MEMORY_LIMIT;
    let word = if pass { "within" } else { "OVER" };
    println!(
        "{word} the limits: first frame at most {TIME_LIMIT:.2}, memory at most {MEMORY_LIMIT:.2}"
    );
    pass
}

fn median(starts: &[Start], get: fn(&Start) -> f64) -> f64 {
    let mut values: Vec<f64> = starts.iter().map(get).collect();
    values.sort_by(f64::total_cmp);
    let middle = values.len() / 2;
    if values.len() % 2 == 1 {
        values[middle]
    } else {
        f64::midpoint(values[middle - 1], values[middle])
    }
}

/// A virtual display whose pixels lie in a file.
struct Screen {
    server: Child,
    display: String,
    pixels: Pixels,
    home: PathBuf,
}

impl Screen {
    fn start(folder: &Path) -> Result<Self> {
        let mut server = Command::new("Xvfb")
            .args([
                "-displayfd",
                "1",
                "-screen",
                "0",
                "1280x860x24",
                "-nolisten",
                "tcp",
                "-noreset",
            ])
            .arg("-fbdir")
            .arg(folder)
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .map_err(|error| format!("Xvfb does not start ({error}); install the package xvfb"))?;
        let mut number = String::new();
        let answer = server.stdout.take().ok_or("Xvfb has no output")?;
        BufReader::new(answer).read_line(&mut number)?;
        let home = folder.join("home");
        fs::create_dir(&home)?;
        Ok(Self {
            server,
            display: format!(":{}", number.trim()),
            pixels: Pixels::open(&folder.join("Xvfb_screen0"))?,
            home,
        })
    }

    /// Starts a program, waits until the frame after its line `content` is seen, and ends it.
    fn run(&self, program: &Path, arguments: &[&str], content: &str) -> Result<Start> {
        let before = self.quiet()?;
        let start = Instant::now();
        let mut child = Command::new(program)
            .args(arguments)
            .env("DISPLAY", &self.display)
            .env("RUST_LOG", "biota=trace")
            .env("HOME", &self.home)
            .env("XDG_RUNTIME_DIR", &self.home)
            .env_remove("WAYLAND_DISPLAY")
            .env_remove("WAYLAND_SOCKET")
            .env_remove("DBUS_SESSION_BUS_ADDRESS")
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()?;
        let frames = content_frames(&mut child, content)?;
        let seen = self.watch(start, &before, &frames);
        thread::sleep(SETTLING);
        let memory = memory_mib(child.id());
        child.kill()?;
        child.wait()?;
        let (first, content) =
            seen.map_err(|trouble| format!("{}: {trouble}", program.display()))?;
        let (memory_mib, own_memory_mib) = memory?;
        Ok(Start {
            first_frame_ms: first.as_secs_f64() * 1000.0,
            content_ms: content.as_secs_f64() * 1000.0,
            memory_mib,
            own_memory_mib,
        })
    }

    /// When the first pixels changed, and when they changed first after the frame with the content was begun.
    fn watch(
        &self,
        start: Instant,
        before: &[u8],
        frames: &Receiver<Instant>,
    ) -> Result<(Duration, Duration)> {
        let mut last = before.to_vec();
        let mut first = None;
        let mut content_begun = None;
        loop {
            let pixels = self.pixels.read()?;
            let now = Instant::now();
            content_begun = content_begun.or_else(|| frames.try_recv().ok());
            if pixels != last {
                let first = *first.get_or_insert(now - start);
                if content_begun.is_some_and(|begun| begun <= now) {
                    return Ok((first, now - start));
                }
                last = pixels;
            }
            if start.elapsed() > PATIENCE {
                return Err("nothing was seen in time".into());
            }
            thread::sleep(Duration::from_micros(300));
        }
    }

    /// The pixels once the window of the last run is gone.
    fn quiet(&self) -> Result<Vec<u8>> {
        let begun = Instant::now();
        loop {
            let pixels = self.pixels.read()?;
            thread::sleep(Duration::from_millis(150));
            if pixels == self.pixels.read()? {
                return Ok(pixels);
            }
            if begun.elapsed() > PATIENCE {
                return Err("the display does not come to rest".into());
            }
        }
    }
}

impl Drop for Screen {
    fn drop(&mut self) {
        // Already gone is as good.
        let _ = self.server.kill();
        let _ = self.server.wait();
    }
}

/// Tells when the first frame after the line `content` began, or that very line if it is a frame itself.
fn content_frames(child: &mut Child, content: &str) -> Result<Receiver<Instant>> {
    let lines = child.stderr.take().ok_or("no standard error")?;
    let content = content.to_owned();
    let (sender, receiver) = mpsc::channel();
    thread::spawn(move || {
        let mut is_there = false;
        for line in BufReader::new(lines).lines().map_while(std::io::Result::ok) {
            is_there |= line.contains(&content);
            if is_there && line.contains("frame ") && sender.send(Instant::now()).is_err() {
                return;
            }
        }
    });
    Ok(receiver)
}

/// Peak resident memory, and what is resident now and of this process alone.
fn memory_mib(process: u32) -> Result<(f64, f64)> {
    let mib = |file: &str, name: &str| -> Result<f64> {
        let text = fs::read_to_string(format!("/proc/{process}/{file}"))?;
        let kib: f64 = text
            .lines()
            .filter_map(|line| line.strip_prefix(name)?.trim().strip_suffix(" kB"))
            .map(str::trim)
            .map(str::parse::<f64>)
            .sum::<std::result::Result<f64, _>>()?;
        Ok(kib / 1024.0)
    };
    let own = mib("smaps_rollup", "Private_Clean:")? + mib("smaps_rollup", "Private_Dirty:")?;
    Ok((mib("status", "VmHWM:")?, own))
}

/// Rows of the display's memory, which lies in the form of an XWD file.
struct Pixels {
    file: File,
    begin: u64,
    row_bytes: u64,
}

impl Pixels {
    const ROWS: u64 = 20;
    const HEIGHT: u64 = 860;

    fn open(path: &Path) -> Result<Self> {
        let mut file = File::open(path)?;
        let mut header = [0; 100];
        file.read_exact(&mut header)?;
        let number = |index: usize| -> u64 {
            let bytes = &header[index * 4..index * 4 + 4];
            bytes
                .iter()
                .fold(0, |sum, byte| sum << 8 | u64::from(*byte))
        };
        const COLOUR_BYTES: u64 = 12;
        Ok(Self {
            begin: number(0) + number(19) * COLOUR_BYTES,
            row_bytes: number(12),
            file,
        })
    }

    fn read(&self) -> Result<Vec<u8>> {
        let row_bytes = usize::try_from(self.row_bytes)?;
        let mut pixels = vec![0; row_bytes * usize::try_from(Self::ROWS)?];
        for (row, place) in (0..Self::ROWS).zip(pixels.chunks_mut(row_bytes)) {
            let line = (row * 2 + 1) * Self::HEIGHT / (Self::ROWS * 2);
            self.file
                .read_exact_at(place, self.begin + line * self.row_bytes)?;
        }
        Ok(pixels)
    }
}
