//! The `quarterturn` program: parse, call, map errors to an exit status.

use std::process::ExitCode;

fn main() -> ExitCode {
    quarterturn::cli::run()
}
