//! In tests only: the kill, or the refusing disk, that strikes before a chosen change.

use std::cell::Cell;
use std::io;
use std::panic;

thread_local! {
    static PLAN: Cell<Plan> = const { Cell::new(Plan { strike: Strike::Never, steps: 0 }) };
}

/// What happens, counted in changes from 0.
#[derive(Clone, Copy, Debug)]
pub(super) enum Strike {
    /// Nothing.
    Never,
    /// The run ends without another instruction, as by SIGKILL.
    Kill(usize),
    /// The disk refuses this one change.
    Refuse(usize),
    /// The disk refuses this change and every later one.
    Full(usize),
}

#[derive(Clone, Copy)]
struct Plan {
    strike: Strike,
    steps: usize,
}

struct Killed;

/// Called before every change.
pub(super) fn step() -> io::Result<()> {
    let plan = PLAN.get();
    PLAN.set(Plan { steps: plan.steps + 1, ..plan });
    match plan.strike {
        // Unwinding runs no code of ours: nothing in this folder cleans up when dropped, and the
        // lock goes as it would with the process. `resume_unwind` keeps the terminal quiet.
        Strike::Kill(at) if at == plan.steps => panic::resume_unwind(Box::new(Killed)),
        Strike::Refuse(at) if at == plan.steps => Err(io::ErrorKind::StorageFull.into()),
        Strike::Full(at) if at <= plan.steps => Err(io::ErrorKind::StorageFull.into()),
        _ => Ok(()),
    }
}

/// Runs something on one thread under a strike: what it gave, if it was not killed, and how many
/// changes it made or tried.
pub(super) fn under<T: Send>(strike: Strike, run: impl FnOnce() -> T + Send) -> (Option<T>, usize) {
    let pool = rayon::ThreadPoolBuilder::new().num_threads(1).build().expect("a thread");
    pool.install(|| {
        PLAN.set(Plan { strike, steps: 0 });
        let result = panic::catch_unwind(panic::AssertUnwindSafe(run));
        let steps = PLAN.get().steps;
        PLAN.set(Plan { strike: Strike::Never, steps: 0 });
        match result {
            Ok(value) => (Some(value), steps),
            Err(payload) if payload.is::<Killed>() => (None, steps),
            Err(payload) => panic::resume_unwind(payload),
        }
    })
}
