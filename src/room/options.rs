//! What can be set about a simulated room.

/// Camera, room, light and habits of a simulated class. Spreads are standard deviations; shares go from 0 (nobody) to 1 (everybody).
#[derive(Clone, Debug, PartialEq)]
pub struct RoomOptions {
    /// Pixels in a row.
    pub width: u32,
    /// Rows.
    pub height: u32,
    /// The camera's horizontal field of view.
    pub hfov_deg: f32,
    /// Distance of the first row. Cards that would cover each other are moved farther away.
    pub near_m: f32,
    /// Distance of the last row.
    pub far_m: f32,
    /// The same seed gives the same room, and the same frame of it the same picture.
    pub seed: u64,
    /// Spread of the cards' turn around their upright axis.
    pub yaw_deg: f32,
    /// How far every card is turned around that axis besides, to one side or the other.
    pub aside_deg: f32,
    /// Spread of their lean forward or back.
    pub pitch_deg: f32,
    /// Spread of their turn in the plane, beside the quarter turns that are the answers.
    pub roll_deg: f32,
    /// Blur of the lens as the sigma of a Gaussian.
    pub defocus_px: f32,
    /// Noise of the sensor at white, in linear light.
    pub noise: f32,
    /// Light on the sensor; 1 makes the brightest paper just not white.
    pub exposure: f32,
    /// How unevenly a card is lit: the change from its middle to its rim.
    pub gradient: f32,
    /// Share of cards on which a shadow falls.
    pub shadow_share: f32,
    /// Share of cards with a spot of glare, where the paper mirrors a lamp.
    pub glare_share: f32,
    /// Share of cards on which the holder's thumbs show.
    pub thumbs_share: f32,
    /// How far the longest thumbs reach into the sheet.
    pub thumbs_mm: f32,
    /// How much of its left neighbour's printed square every second card of a row covers; 0: no card covers another.
    pub overlap_mm: f32,
    /// How far a hand-held camera sways.
    pub sway_px: f32,
    /// Frames in which all cards come up one after another; 0: they are up from the first frame.
    pub raise_over_frames: u64,
    /// Students who first show another answer and change their mind after [`RoomOptions::raise_over_frames`].
    pub minds_changed: usize,
    /// About so many frames apart every student lowers the card for a moment; 0: never.
    pub rest_every_frames: u64,
}

impl Default for RoomOptions {
    /// A class that holds all cards up in ordinary light, for a webcam of 1280 × 720.
    fn default() -> Self {
        Self {
            width: 1280,
            height: 720,
            hfov_deg: 70.0,
            near_m: 2.0,
            far_m: 6.0,
            seed: 1,
            yaw_deg: 14.0,
            aside_deg: 0.0,
            pitch_deg: 8.0,
            roll_deg: 6.0,
            defocus_px: 0.5,
            noise: 0.012,
            exposure: 0.95,
            gradient: 0.2,
            shadow_share: 0.15,
            glare_share: 0.0,
            thumbs_share: 0.7,
            thumbs_mm: 13.0,
            overlap_mm: 0.0,
            sway_px: 3.0,
            raise_over_frames: 0,
            minds_changed: 0,
            rest_every_frames: 0,
        }
    }
}

impl RoomOptions {
    /// A class as a live camera sees it at 15 frames a second: cards come up within four seconds, two students change their mind after
    /// that, and now and then an arm gets tired.
    pub fn lively(seed: u64) -> Self {
        Self { seed, raise_over_frames: 60, minds_changed: 2, rest_every_frames: 600, ..Self::default() }
    }
}
