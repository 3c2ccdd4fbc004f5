//! A small disk of one test's own, for tests that fill it.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::atomic::{AtomicU32, Ordering};

use super::App;

/// A disk of a few megabytes; without the right to mount one, a limit on the size of files.
#[derive(Debug)]
pub struct Disk {
    folder: PathBuf,
    mounted: bool,
}

static MADE: AtomicU32 = AtomicU32::new(0);

impl Disk {
    /// A new one, empty.
    #[must_use]
    pub fn new() -> Self {
        let number = MADE.fetch_add(1, Ordering::Relaxed);
        let folder = std::env::temp_dir().join(format!("bd-disk-{}-{number}", std::process::id()));
        std::fs::create_dir_all(&folder).expect("a folder for the disk");
        let mut mount = Command::new("mount");
        mount.args(["-t", "tmpfs", "-o", "size=8m", "tmpfs"]).arg(&folder);
        let mounted = mount.output().is_ok_and(|output| output.status.success());
        Self { folder, mounted }
    }

    /// Where it is.
    #[must_use]
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Leaves no room on it.
    pub fn fill(&self, app: &App) {
        if !self.mounted {
            return limit_files(app, &self.largest().to_string());
        }
        let mut ballast = std::fs::File::create(self.folder.join("ballast")).expect("ballast");
        for size in [65_536, 4_096, 1] {
            while ballast.write_all(&vec![0; size]).is_ok() {}
        }
    }

    /// Makes room again.
    pub fn make_room(&self, app: &App) {
        if self.mounted {
            std::fs::remove_file(self.folder.join("ballast")).expect("the ballast");
        } else {
            limit_files(app, "unlimited");
        }
    }

    fn largest(&self) -> u64 {
        let files = self.folder.read_dir().expect("the disk").flatten();
        files.filter_map(|file| file.metadata().ok()).map(|file| file.len()).max().unwrap_or(0)
    }
}

impl Default for Disk {
    fn default() -> Self {
        Self::new()
    }
}

impl Drop for Disk {
    fn drop(&mut self) {
        if self.mounted {
            let _ = Command::new("umount").arg("--lazy").arg(&self.folder).status();
        }
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}

fn limit_files(app: &App, size: &str) {
    let process = format!("--pid={}", app.process_id());
    let limit = Command::new("prlimit").args([&process, &format!("--fsize={size}:")]).status();
    assert!(limit.is_ok_and(|status| status.success()), "the program `prlimit`");
}
