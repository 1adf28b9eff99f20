//! The program: hands over to `app` and ends with its exit code.

use std::process::ExitCode;

fn main() -> ExitCode {
    mingbai::app::run()
}
