//! An archive (zip) whose bytes follow from what is in it: no clock, no order of a disk. It tells the
//! digest of every file in it, in a form that `sha256sum -c` reads.

use std::fmt::Write as _;
use std::io::{self, Read, Seek, Write};

use sha2::{Digest as _, Sha256};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

/// The file that holds the digests of all others.
pub const SUMS: &str = "SHA256SUMS";

/// An archive that is being written.
pub struct Archive<W: Write + Seek> {
    zip: ZipWriter<W>,
    sums: String,
}

impl<W: Write + Seek> Archive<W> {
    /// Begins an archive.
    pub fn new(to: W) -> Self {
        Self { zip: ZipWriter::new(to), sums: String::new() }
    }

    /// Adds a file; returns the SHA-256 of its bytes and its length.
    ///
    /// # Errors
    /// A disk that refuses.
    pub fn add(&mut self, name: &str, mut from: impl Read) -> io::Result<(String, u64)> {
        self.begin(name)?;
        let (mut hash, mut length) = (Sha256::new(), 0);
        let mut buffer = vec![0; 64 * 1024];
        loop {
            let read = from.read(&mut buffer)?;
            let Some(part) = buffer.get(..read).filter(|part| !part.is_empty()) else { break };
            hash.update(part);
            self.zip.write_all(part)?;
            length += read as u64;
        }
        let digest = hash.finalize().iter().fold(String::new(), |mut text, byte| {
            let _ = write!(text, "{byte:02x}");
            text
        });
        let _ = writeln!(self.sums, "{digest}  {name}");
        Ok((digest, length))
    }

    /// Adds the digests and ends the archive.
    ///
    /// # Errors
    /// A disk that refuses.
    pub fn finish(mut self) -> io::Result<W> {
        self.begin(SUMS)?;
        self.zip.write_all(self.sums.as_bytes())?;
        Ok(self.zip.finish()?)
    }

    fn begin(&mut self, name: &str) -> io::Result<()> {
        // Every file has the same day, 1980-01-01: the format knows none before it.
        let options = SimpleFileOptions::default().large_file(false).unix_permissions(0o644);
        Ok(self.zip.start_file(name, options)?)
    }
}
