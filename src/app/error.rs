//! Why the window did not open.

/// Problems that end the window, or keep it from opening.
#[derive(Debug, thiserror::Error)]
pub enum AppError {
    /// There is no display, or it cannot draw.
    #[error("The window cannot be opened: {0}. On a computer without a screen, `quarterturn demo` plays the whole story in the terminal")]
    NoWindow(String),
    /// The system would not start a thread.
    #[error("The computer has no room for another task. Close other programs and try again")]
    NoThread(#[source] std::io::Error),
}
