//! `quarterturn backup` and `quarterturn restore`.

use std::path::PathBuf;

use super::record::now;
use super::{CliError, Context, output};
use crate::store::{self, BackupKind, Made};

/// Arguments of `backup`.
#[derive(Debug, clap::Args)]
pub struct BackupArgs {
    /// List the backups that there are instead
    #[arg(long)]
    list: bool,
}

/// Arguments of `restore`.
#[derive(Debug, clap::Args)]
pub struct RestoreArgs {
    /// The backup; left out: the newest that is whole
    file: Option<PathBuf>,
}

/// Makes a backup, or lists those that there are.
pub fn back_up(args: &BackupArgs, context: &Context) -> Result<(), CliError> {
    let file = context.data()?;
    if args.list {
        let mut text = String::new();
        for backup in store::backups(&file).map_err(CliError::store)? {
            let kind = match backup.kind {
                BackupKind::Rolling => "",
                BackupKind::BeforeUpgrade => "  (before an upgrade)",
                BackupKind::SetAside => "  (set aside when a backup was restored)",
            };
            text += &format!("{}{kind}\n", backup.path.display());
        }
        return output::print(&text);
    }
    match store::back_up(&file, now()).map_err(CliError::store)? {
        Made::New(path) => output::print(&format!("Backed up: {}\n", path.display())),
        Made::Unchanged(path) => output::print(&format!("Nothing has changed since the last backup: {}\n", path.display())),
    }
}

/// Puts a backup in the place of the teacher's file.
pub fn restore(args: &RestoreArgs, context: &Context) -> Result<(), CliError> {
    let file = context.data()?;
    let backup = match &args.file {
        Some(backup) if !backup.exists() => {
            let what = "there is no such file; `quarterturn backup --list` shows the backups";
            return Err(CliError::unusable(format!("{what}: {}", backup.display())));
        }
        Some(backup) => backup.clone(),
        None => match store::newest_whole(&file).map_err(CliError::store)? {
            Some(backup) => backup.path,
            None => return Err(CliError::unusable(format!("there is no whole backup of this file; name one: {}", file.display()))),
        },
    };
    let aside = store::restore(&file, &backup, now()).map_err(CliError::store)?;
    let aside = aside.map_or(String::new(), |path| format!("The file as it was is kept: {}\n", path.display()));
    output::print(&format!("Restored from {}\n{aside}", backup.display()))
}
