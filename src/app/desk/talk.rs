//! The talk between the window and the thread that has the teacher's file.

use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, SyncSender, TryRecvError, TrySendError, sync_channel};
use std::thread::{self, JoinHandle};

use eframe::egui::Context;

use super::news::{BackupList, KnownBackup, News, Unusable};
use super::order::Order;
use super::work::{Open, carry_out, in_words};
use crate::app::backups::{Asked, Backups};
use crate::app::{AppError, clock};
use crate::store::{self, Missing, OneWindow, Store, StoreError};

/// Orders or news under way at most; more are kept on the window's side until there is room.
const UNDER_WAY: usize = 256;

/// The window's side of the thread.
pub struct Desk {
    /// Both ends of the talk and the thread itself; nothing once the desk is being closed.
    talk: Option<(SyncSender<Order>, Receiver<News>, JoinHandle<()>)>,
    waiting: Vec<Order>,
    gone: bool,
}

impl Desk {
    /// Opens the file, making it if it is missing, on a thread of its own.
    pub fn open(path: PathBuf, ctx: &Context) -> Result<Self, AppError> {
        let (orders, inbox) = sync_channel(UNDER_WAY);
        let (outbox, news) = sync_channel(UNDER_WAY);
        let ctx = ctx.clone();
        let tell = move |news: News| {
            // The window is gone: nobody wants to know any more.
            let _ = outbox.send(news);
            ctx.request_repaint();
        };
        let (tell_of_backups, file) = (tell.clone(), path.clone());
        let backups = Backups::begin(path.clone(), move |asked, made| match made {
            Ok(made) => {
                if asked == Asked::ByTeacher {
                    tell_of_backups(News::BackedUp(made));
                }
                tell_of_backups(backup_list(&file));
            }
            Err(problem) => tell_of_backups(News::NotBackedUp(in_words(&problem))),
        })?;
        let work = move || {
            loop {
                let claimed = OneWindow::claim(&path).and_then(|window| Ok((window, Store::open(&path, Missing::Create)?)));
                let backup = match claimed {
                    Ok((_window, store)) => serve(store, &path, &inbox, &backups, &tell),
                    Err(problem) => {
                        tell(News::Unusable(unusable(&path, &problem)));
                        // Nothing else can be done with it.
                        let what_next = inbox.iter().find(|order| matches!(order, Order::Restore(_) | Order::OpenAgain));
                        match what_next {
                            Some(Order::Restore(backup)) => Some(backup),
                            Some(_) => continue,
                            None => None,
                        }
                    }
                };
                let Some(backup) = backup else { return };
                // The file is closed here, and nobody else's window can have it meanwhile.
                match store::restore(&path, &backup, clock::now()) {
                    Ok(aside) => tell(News::Restored(aside)),
                    Err(problem) => tell(News::NotRestored(in_words(&problem))),
                }
            }
        };
        let thread = thread::Builder::new().name("teacher's file".to_owned()).spawn(work).map_err(AppError::NoThread)?;
        Ok(Self { talk: Some((orders, news, thread)), waiting: Vec::new(), gone: false })
    }

    /// Hands over an order; it is kept here while the desk is busy.
    pub fn order(&mut self, order: Order) {
        self.waiting.push(order);
        self.hand_over();
    }

    fn hand_over(&mut self) {
        let Some((orders, ..)) = &self.talk else { return };
        let mut waiting = std::mem::take(&mut self.waiting).into_iter();
        for order in waiting.by_ref() {
            match orders.try_send(order) {
                Ok(()) => {}
                Err(TrySendError::Full(order)) => {
                    self.waiting.push(order);
                    break;
                }
                Err(TrySendError::Disconnected(_)) => self.gone = true,
            }
        }
        self.waiting.extend(waiting);
    }

    /// What has been said since the last call.
    pub fn news(&mut self) -> Vec<News> {
        let mut all = Vec::new();
        while let Some((_, news, _)) = &self.talk {
            match news.try_recv() {
                Ok(news) => all.push(news),
                Err(TryRecvError::Empty) => break,
                Err(TryRecvError::Disconnected) => {
                    self.gone = true;
                    break;
                }
            }
        }
        self.hand_over();
        all
    }

    /// Whether orders can still be carried out.
    pub fn is_gone(&self) -> bool {
        self.gone
    }
}

impl Drop for Desk {
    /// Waits until every order is carried out and the file is closed: what a teacher saw is in it, and another window may
    /// open it.
    fn drop(&mut self) {
        if let Some((orders, news, thread)) = self.talk.take() {
            // Nobody listens any more, so that the desk never waits for room to tell.
            drop(news);
            for order in self.waiting.drain(..) {
                if orders.send(order).is_err() {
                    break;
                }
            }
            drop(orders);
            // A desk that panicked has said so itself.
            let _ = thread.join();
        }
    }
}

/// Carries out orders until the window is closed, or a backup is to take the place of the file.
fn serve(store: Store, file: &Path, inbox: &Receiver<Order>, backups: &Backups, tell: &impl Fn(News)) -> Option<PathBuf> {
    backups.ask(Asked::ByItself);
    let mut open = Open::of(store);
    for order in inbox {
        match order {
            Order::Restore(backup) => return Some(backup),
            Order::BackUp => backups.ask(Asked::ByTeacher),
            Order::Backups => tell(backup_list(file)),
            order => {
                let ends_lesson = matches!(order, Order::EndLesson(..));
                carry_out(&mut open, file, order, tell);
                if ends_lesson {
                    backups.ask(Asked::ByItself);
                }
            }
        }
    }
    None
}

fn backup_list(file: &Path) -> News {
    // As it is found from anywhere.
    let file = std::path::absolute(file).unwrap_or_else(|_| file.to_owned());
    match store::backups(&file) {
        Ok(all) => News::Backups(BackupList {
            folder: store::folder_of(&file),
            file,
            today: clock::today(),
            all: all.into_iter().map(KnownBackup::of).collect(),
        }),
        Err(problem) => News::NotBackedUp(in_words(&problem)),
    }
}

/// Why a file cannot be used, and the backup to go on with where it is damaged.
fn unusable(file: &Path, problem: &StoreError) -> Unusable {
    let is_damaged = matches!(problem, StoreError::Damaged(_) | StoreError::NotOurs(_));
    let backup = if is_damaged { store::newest_whole(file).ok().flatten() } else { None };
    Unusable { why: in_words(problem), backup: backup.map(KnownBackup::of), today: clock::today() }
}
