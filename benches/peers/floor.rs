//! The floor of a full build: the time it takes to read every input and to write the finished
//! files, and nothing else.
//!
//! ```text
//! rustc --edition 2024 -O floor.rs -o floor
//! floor INPUT BUILT INTO
//! ```
//!
//! BUILT, the output of a real build, is taken into memory first and that is not counted. Then
//! INPUT is listed and read, and the same files with the same bytes are written into INTO, which
//! must not exist. Two threads, a half of the bytes each. Prints one line of JSON, times in ms.

use std::path::{Path, PathBuf};
use std::time::Instant;
use std::{env, fs, io, thread};

/// The files below a folder, in order, so that each thread works in folders of its own.
fn list(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder)? {
            let entry = entry?;
            let below = if entry.file_type()?.is_dir() { &mut folders } else { &mut found };
            below.push(entry.path());
        }
    }
    found.sort();
    Ok(found)
}

/// Does `work` for both halves at once and adds up what they return.
fn halves<T: Sync>(
    items: &[T],
    middle: usize,
    work: impl Fn(&[T]) -> io::Result<usize> + Sync,
) -> io::Result<usize> {
    let (left, right) = items.split_at(middle);
    thread::scope(|scope| {
        let other = scope.spawn(|| work(right));
        Ok(work(left)? + other.join().expect("no panic")?)
    })
}

fn read_all(paths: &[PathBuf]) -> io::Result<usize> {
    paths.iter().map(|path| fs::read(path).map(|bytes| bytes.len())).sum()
}

fn write_all(files: &[(PathBuf, Vec<u8>)]) -> io::Result<usize> {
    let mut last = PathBuf::new();
    for (path, bytes) in files {
        let folder = path.parent().expect("a folder");
        if folder != last {
            fs::create_dir_all(folder)?;
            last = folder.to_owned();
        }
        fs::write(path, bytes)?;
    }
    Ok(files.iter().map(|(_, bytes)| bytes.len()).sum())
}

fn main() -> io::Result<()> {
    let args: Vec<PathBuf> = env::args_os().skip(1).map(PathBuf::from).collect();
    let [input, built, into] = args.as_slice() else {
        eprintln!("floor INPUT BUILT INTO");
        std::process::exit(2);
    };
    let load = |path: PathBuf| -> io::Result<(PathBuf, Vec<u8>)> {
        let name = path.strip_prefix(built).expect("below the folder that was listed");
        Ok((into.join(name), fs::read(&path)?))
    };
    let files = list(built)?.into_iter().map(load).collect::<io::Result<Vec<_>>>()?;
    let whole: usize = files.iter().map(|(_, bytes)| bytes.len()).sum();
    let mut so_far = 0;
    let middle = files.iter().position(|(_, bytes)| {
        so_far += bytes.len();
        so_far * 2 >= whole
    });
    let middle = middle.unwrap_or(files.len());

    let begun = Instant::now();
    let inputs = list(input)?;
    let bytes_in = halves(&inputs, inputs.len() / 2, read_all)?;
    let read = begun.elapsed();
    fs::create_dir(into)?;
    let bytes_out = halves(&files, middle, write_all)?;
    let all = begun.elapsed();

    let ms = |time: std::time::Duration| time.as_micros() as f64 / 1000.0;
    println!(
        "{{\"files_in\":{},\"bytes_in\":{bytes_in},\"files_out\":{},\"bytes_out\":{bytes_out},\"read_ms\":{:.1},\"write_ms\":{:.1},\"floor_ms\":{:.1}}}",
        inputs.len(),
        files.len(),
        ms(read),
        ms(all - read),
        ms(all),
    );
    Ok(())
}
