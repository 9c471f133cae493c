//! Why the window did not open.

/// Problems that end the window, or keep it from opening.
#[derive(Debug, thiserror::Error)]
pub enum AppError {
    /// There is no display, or it cannot draw. Holds the system's own words, which are for a log and not for a teacher.
    #[error("no window can be opened: there is no screen here, or it cannot draw one; `quarterturn demo` plays the story in the terminal")]
    NoWindow(String),
    /// The system would not start a thread.
    #[error("The computer has no room for another task. Close other programs and try again")]
    NoThread(#[source] std::io::Error),
}
