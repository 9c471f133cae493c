//! A source on a thread of its own.

use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use super::{CameraError, Frame, Source, clock};

/// Without a new frame for so long a live source counts as stalled. A camera in the dark may take half a second for one.
const STALL_AFTER: Duration = Duration::from_secs(3);

/// The first frame may take longer: cameras start up.
const FIRST_FRAME_AFTER: Duration = Duration::from_secs(10);

/// Problems kept until somebody asks for them; later ones are dropped.
const MAX_PROBLEMS: usize = 1000;

/// How a feed fares.
#[derive(Clone, Debug)]
pub enum FeedState {
    /// No frame yet, for so long.
    Opening(Duration),
    /// Frames come.
    Live,
    /// Frames came and have stopped, or the first does not come. They may come again.
    Stalled(Duration),
    /// No more will come, and why.
    Ended(Arc<CameraError>),
}

/// Runs a [`Source`] on a named thread and hands over the newest frame. Dropping it asks the thread to stop and never waits: a thread
/// stuck in a stalled camera is left behind and ends by itself when the camera answers.
pub struct Feed {
    is_live: bool,
    shared: Arc<Shared>,
}

#[derive(Default)]
struct Shared {
    inner: Mutex<Inner>,
    changed: Condvar,
}

#[derive(Default)]
struct Inner {
    frame: Option<Frame>,
    last_frame: Option<Instant>,
    problems: Vec<Arc<CameraError>>,
    ended: Option<Arc<CameraError>>,
    stop: bool,
    began: Option<Instant>,
}

impl Shared {
    fn lock(&self) -> MutexGuard<'_, Inner> {
        // Every change is a single assignment, so what a panicking thread left is whole.
        self.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Feed {
    /// Starts reading the source.
    pub fn start(source: impl Source + 'static) -> Result<Self, CameraError> {
        let shared = Arc::new(Shared::default());
        shared.lock().began = Some(clock::now());
        let (name, is_live) = (source.name(), source.is_live());
        let reading = Reading { shared: Arc::clone(&shared), camera: name.clone() };
        thread::Builder::new().name(format!("feed: {name}")).spawn(move || reading.run(source)).map_err(CameraError::NoThread)?;
        Ok(Self { is_live, shared })
    }

    /// The newest frame, waiting for it; `None` when the time is over, when the feed has ended, or when there is a new problem.
    pub fn wait(&self, timeout: Duration) -> Option<Frame> {
        let inner = self.shared.lock();
        let known = inner.problems.len();
        let nothing_new = |i: &mut Inner| i.frame.is_none() && i.ended.is_none() && i.problems.len() == known;
        let (mut inner, _) = self.shared.changed.wait_timeout_while(inner, timeout, nothing_new).unwrap_or_else(PoisonError::into_inner);
        let frame = inner.frame.take();
        self.shared.changed.notify_all();
        frame
    }

    /// How it fares just now.
    pub fn state(&self) -> FeedState {
        let inner = self.shared.lock();
        if let (None, Some(error)) = (&inner.frame, &inner.ended) {
            return FeedState::Ended(Arc::clone(error));
        }
        let since = |moment: Option<Instant>| moment.map_or(Duration::ZERO, |m| clock::now().saturating_duration_since(m));
        match inner.last_frame {
            None if since(inner.began) > FIRST_FRAME_AFTER => FeedState::Stalled(since(inner.began)),
            None => FeedState::Opening(since(inner.began)),
            Some(_) if self.is_live && since(inner.last_frame) > STALL_AFTER => FeedState::Stalled(since(inner.last_frame)),
            Some(_) => FeedState::Live,
        }
    }

    /// Problems since the last call that did not end the feed, such as a photograph that cannot be read.
    pub fn problems(&self) -> Vec<Arc<CameraError>> {
        std::mem::take(&mut self.shared.lock().problems)
    }
}

impl Drop for Feed {
    fn drop(&mut self) {
        self.shared.lock().stop = true;
        self.shared.changed.notify_all();
    }
}

/// The thread's side.
struct Reading {
    shared: Arc<Shared>,
    camera: String,
}

impl Reading {
    fn run(self, mut source: impl Source) {
        loop {
            let next = source.next_frame();
            let mut inner = self.shared.lock();
            if !source.is_live() {
                // Nothing is lost: the last frame must be taken first.
                let still_there = |i: &mut Inner| i.frame.is_some() && !i.stop;
                inner = self.shared.changed.wait_while(inner, still_there).unwrap_or_else(PoisonError::into_inner);
            }
            if inner.stop {
                return;
            }
            match next {
                Ok(frame) => {
                    inner.frame = Some(frame);
                    inner.last_frame = Some(clock::now());
                }
                Err(error) if error.ends_the_source() => {
                    inner.ended = Some(Arc::new(error));
                    return;
                }
                // The feed's own clock tells this to whoever asks for its state.
                Err(CameraError::Stalled { .. }) => {}
                Err(error) if inner.problems.len() < MAX_PROBLEMS => inner.problems.push(Arc::new(error)),
                Err(_) => {}
            }
            drop(inner);
            self.shared.changed.notify_all();
        }
    }
}

impl Drop for Reading {
    /// Also when the source panicked: whoever waits must hear of it.
    fn drop(&mut self) {
        let mut inner = self.shared.lock();
        if inner.ended.is_none() {
            inner.ended = Some(Arc::new(CameraError::Broken { camera: self.camera.clone(), source: "its reader stopped".into() }));
        }
        drop(inner);
        self.shared.changed.notify_all();
    }
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc;

    use image::{GrayImage, Luma};

    use super::super::Replay;
    use super::*;

    const LONG: Duration = Duration::from_secs(60);

    fn frame(shade: u8) -> Frame {
        Frame { picture: GrayImage::from_pixel(1, 1, Luma([shade])), at: Duration::ZERO }
    }

    fn shade(frame: Option<Frame>) -> Option<u8> {
        frame.map(|f| f.picture.get_pixel(0, 0).0[0])
    }

    /// A live camera driven by the test.
    struct Driven(mpsc::Receiver<Result<Frame, CameraError>>);

    impl Source for Driven {
        fn name(&self) -> String {
            "Driven".to_owned()
        }

        fn next_frame(&mut self) -> Result<Frame, CameraError> {
            self.0.recv().unwrap_or(Err(CameraError::Unplugged { camera: self.name() }))
        }
    }

    #[test]
    fn recorded_frames_come_in_order_and_none_is_lost() {
        let feed = Feed::start(Replay::of((0..100).map(|i| Ok(frame(i))))).expect("a thread");
        for i in 0..100 {
            assert_eq!(shade(feed.wait(LONG)), Some(i));
        }
        assert!(feed.wait(LONG).is_none());
        assert!(matches!(feed.state(), FeedState::Ended(e) if matches!(*e, CameraError::Finished { .. })));
    }

    #[test]
    fn of_a_live_camera_only_the_newest_frame_is_handed_over() {
        // Of a rendezvous channel the second send returns only after the first frame was taken, so frame 1 is replaced unseen.
        let (send, receive) = mpsc::sync_channel(0);
        let feed = Feed::start(Driven(receive)).expect("a thread");
        for i in [1, 2] {
            send.send(Ok(frame(i))).expect("the feed listens");
        }
        drop(send);
        while feed.shared.lock().ended.is_none() {
            thread::yield_now();
        }
        assert_eq!(shade(feed.wait(Duration::ZERO)), Some(2));
        assert_eq!(shade(feed.wait(Duration::ZERO)), None);
        assert!(matches!(feed.state(), FeedState::Ended(e) if matches!(*e, CameraError::Unplugged { .. })));
    }

    #[test]
    fn a_problem_wakes_the_waiting_and_the_next_frame_still_comes() {
        let empty = CameraError::Photo { file: "a.jpg".into(), source: super::super::photo::PhotoError::Empty };
        let feed = Feed::start(Replay::of([Err(empty), Ok(frame(9))])).expect("a thread");
        let got = (0..3).find_map(|_| shade(feed.wait(LONG)));
        assert_eq!(got, Some(9));
        assert_eq!(feed.problems().len(), 1);
        assert!(feed.problems().is_empty());
    }

    #[test]
    fn a_stuck_camera_is_left_behind() {
        let (send, receive) = mpsc::sync_channel(0);
        let feed = Feed::start(Driven(receive)).expect("a thread");
        assert!(matches!(feed.state(), FeedState::Opening(_)));
        drop(feed); // returns although the camera never answers
        send.send(Ok(frame(1))).expect("the thread is still there and ends now");
    }

    #[test]
    fn a_source_that_panics_is_reported_as_broken() {
        struct Bad;
        impl Source for Bad {
            fn name(&self) -> String {
                "Bad".to_owned()
            }
            fn next_frame(&mut self) -> Result<Frame, CameraError> {
                panic!("on purpose")
            }
        }
        let feed = Feed::start(Bad).expect("a thread");
        assert!(feed.wait(LONG).is_none());
        assert!(matches!(feed.state(), FeedState::Ended(e) if matches!(*e, CameraError::Broken { .. })));
    }
}
