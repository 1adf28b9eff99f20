//! The program: hands over to `app` and ends with its exit code.

use std::process::ExitCode;

use mimalloc::MiMalloc;

/// A page is thousands of small pieces that are made and given back: a tenth of all time is spent on
/// that with the allocators of most systems, and far less with this one.
#[global_allocator]
static PIECES: MiMalloc = MiMalloc;

fn main() -> ExitCode {
    mingbai::app::run()
}
