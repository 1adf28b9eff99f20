//! Lists the files of the built-in theme, of the rule packs, of the types of registers and of the boards to begin with, so that the binary
//! carries them and a new file needs no line of code.

#![allow(clippy::disallowed_methods, reason = "a build script is no part of the core")]

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs, io};

fn main() -> io::Result<()> {
    table("themes/default", "built_in_theme.rs")?;
    languages("themes/default/words")?;
    table("src/packs", "packs.rs")?;
    table("src/registers", "registers.rs")?;
    table("src/app/new/skeleton", "skeletons.rs")
}

/// The languages that there are words of: those that the code knows something of, and all others.
fn languages(folder: &str) -> io::Result<()> {
    let root = PathBuf::from(env::var("CARGO_MANIFEST_DIR").unwrap_or_default()).join(folder);
    let mut files = Vec::new();
    walk(&root, &mut files)?;
    files.sort();
    let mut list = String::from("&[Language::ZhCn, Language::ZhHant, Language::En");
    let tags = files.iter().filter_map(|file| file.file_stem()?.to_str());
    for tag in tags.filter(|tag| !["zh-CN", "zh-Hant", "en"].contains(tag)) {
        let _ = write!(list, ", Language::Own({tag:?})");
    }
    list.push(']');
    let out = PathBuf::from(env::var("OUT_DIR").unwrap_or_default());
    fs::write(out.join("languages.rs"), list)
}

/// Every file below `folder` with its path from there, as a table that `include!` takes.
fn table(folder: &str, name: &str) -> io::Result<()> {
    let root = PathBuf::from(env::var("CARGO_MANIFEST_DIR").unwrap_or_default()).join(folder);
    let mut files = Vec::new();
    walk(&root, &mut files)?;
    files.sort();
    let mut table = String::from("&[\n");
    for file in files {
        println!("cargo::rerun-if-changed={}", file.display());
        let name = file.strip_prefix(&root).unwrap_or(&file).to_string_lossy().replace('\\', "/");
        let path = file.display().to_string();
        let _ = writeln!(table, "    ({name:?}, include_bytes!({path:?})),");
    }
    table.push_str("]\n");
    println!("cargo::rerun-if-changed={}", root.display());
    let out = PathBuf::from(env::var("OUT_DIR").unwrap_or_default());
    fs::write(out.join(name), table)
}

fn walk(folder: &Path, files: &mut Vec<PathBuf>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        // Fonts are embedded where sheets are set, in a program that sets them.
        if entry.file_name() == "fonts" {
            continue;
        }
        if entry.file_type()?.is_dir() {
            println!("cargo::rerun-if-changed={}", entry.path().display());
            walk(&entry.path(), files)?;
        } else {
            files.push(entry.path());
        }
    }
    Ok(())
}
