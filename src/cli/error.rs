//! Why a command ended early, and the exit status that says so.

use crate::store::StoreError;

/// A command's failure. The text is one line: what, where, what to do next.
#[derive(Debug)]
pub enum CliError {
    /// Arguments or input cannot be used: status 2.
    Unusable(String),
    /// Something went wrong: status 1.
    Failed(String),
    /// Part of the input could not be used and stderr already says which: status 2.
    SaidAlready,
}

impl CliError {
    /// The exit status.
    pub fn status(&self) -> u8 {
        match self {
            Self::Unusable(_) | Self::SaidAlready => 2,
            Self::Failed(_) => 1,
        }
    }

    /// The line for stderr, if it is not there already.
    pub fn line(&self) -> Option<&str> {
        match self {
            Self::Unusable(line) | Self::Failed(line) => Some(line),
            Self::SaidAlready => None,
        }
    }

    /// Unusable for this reason.
    pub fn unusable(reason: impl std::fmt::Display) -> Self {
        Self::Unusable(reason.to_string())
    }

    /// Failed for this reason.
    pub fn failed(reason: impl std::fmt::Display) -> Self {
        Self::Failed(reason.to_string())
    }

    /// A failure of the teacher's file: unusable where another file or command helps.
    pub fn store(error: StoreError) -> Self {
        match error {
            StoreError::Missing(_)
            | StoreError::NotOurs(_)
            | StoreError::Newer { .. }
            | StoreError::Unopenable { .. }
            | StoreError::AlreadyOpen(_)
            | StoreError::Refused(_) => Self::Unusable(error.to_string()),
            _ => Self::Failed(error.to_string()),
        }
    }
}
