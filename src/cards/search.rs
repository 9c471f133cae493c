//! Finds the words of a deck: the search that made `cards/quarter.deck`.
//!
//! Greedy farthest points: from a pool of random words with enough structure, each next word is the one whose least
//! distance after blur to all words chosen so far, their turns and their mirror images is greatest. That nests: every
//! prefix of the deck is a good deck.

use super::distance::{self, FAR, Tangents};
use super::{Codeword, Layout, QuarterTurn, appearance::Camera, appearance::GRID, appearance::Samples};

/// What to look for.
#[derive(Clone, Copy, Debug)]
pub struct Quest {
    /// The layout that the words are for.
    pub layout: Layout,
    /// How many words.
    pub count: usize,
    /// How many random words to choose from.
    pub pool: usize,
    /// Least Hamming distance between two turns of a word, and between a word and its mirror image in any turn.
    pub own_hamming: u32,
    /// Least blurred distance between two turns of a word.
    pub own_blurred: f32,
    /// Least Hamming distance between two words in any turn, as long as the pool holds such words; then one less, and
    /// so on. Mirror images may be `MIRROR_NEARER` nearer.
    pub hamming: u32,
    /// Start of the random numbers.
    pub seed: u64,
}

/// Fewest and most white modules of 25, as a part: lighter words dissolve the border, darker ones are plain blocks.
const WHITE: std::ops::RangeInclusive<f32> = 0.36..=0.56;
/// Fewest changes between neighbouring modules, as a part of the pairs: plainer words look like windows and keyboards.
const CHANGES: f32 = 0.5;
/// Fewest black modules in the outermost ring, as a part of it: they hold the border together.
const BLACK_RIM: f32 = 0.5;

/// Most squares of 2 × 2 modules that are all black; none is all white. What is plain at one end and rich at the other was
/// what blurred codes of other makers were taken for most often, by far.
const BLACK_SQUARES: usize = 2;

/// How many modules nearer than other words a mirror image may be: mirrors are rare, and only need not be believed.
const MIRROR_NEARER: u32 = 2;

/// The words in nested order; fewer than asked for when the pool is too small.
pub fn search(quest: &Quest) -> Vec<Codeword> {
    let camera = Camera::new(quest.layout, FAR, GRID);
    let mut random = quest.seed;
    let mut pool = Vec::with_capacity(quest.pool);
    while pool.len() < quest.pool {
        random = splitmix(random);
        let n = quest.layout.modules;
        let word = Codeword::new(n, random >> (64 - u32::from(n) * u32::from(n)));
        if let Some(word) = word.filter(|&w| structured(w) && own_hamming(w) >= quest.own_hamming) {
            let tangents = Tangents::of(&camera.see(word));
            let pictures = distance::orbit(quest.layout, FAR, word);
            let own = (1..4).map(|t| tangents.distance(&pictures[t])).fold(f32::INFINITY, f32::min);
            let mirror = (4..8).map(|t| tangents.distance(&pictures[t])).fold(f32::INFINITY, f32::min);
            if own >= quest.own_blurred {
                let turns: [Samples; 4] = std::array::from_fn(|t| pictures[t]);
                pool.push((word, turns, own.min(mirror)));
            }
        }
    }
    let mut chosen = Vec::new();
    let mut hamming = quest.hamming;
    while chosen.len() < quest.count && hamming > 0 {
        let fits = |w: Codeword| chosen.iter().all(|&c| apart(w, c) >= hamming);
        let best = pool.iter().filter(|(w, ..)| fits(*w)).max_by(|a, b| a.2.total_cmp(&b.2)).map(|b| b.0);
        let Some(word) = best else {
            hamming -= 1;
            continue;
        };
        chosen.push(word);
        for both in [word, word.mirrored()] {
            let tangents = Tangents::of(&camera.see(both));
            for (_, turns, least) in &mut pool {
                *least = turns.iter().map(|t| tangents.distance(t)).fold(*least, f32::min);
            }
        }
    }
    chosen
}

/// Least Hamming distance of two words in any turn, the second one's mirror image included.
fn apart(a: Codeword, b: Codeword) -> u32 {
    let (turns, mirrors) = (QuarterTurn::ALL.map(|t| b.turned(t)), QuarterTurn::ALL.map(|t| b.mirrored().turned(t)));
    turns.into_iter().map(|w| a.hamming(w)).chain(mirrors.into_iter().map(|w| a.hamming(w) + MIRROR_NEARER)).min().unwrap_or(0)
}

fn own_hamming(word: Codeword) -> u32 {
    let turns = QuarterTurn::ALL.into_iter().skip(1).map(|t| word.hamming(word.turned(t)));
    let mirrors = QuarterTurn::ALL.into_iter().map(|t| word.hamming(word.mirrored().turned(t)));
    turns.chain(mirrors).min().unwrap_or(0)
}

fn structured(word: Codeword) -> bool {
    let n = word.side();
    let cells = (n * n) as f32;
    let mut black_rim = 0;
    let mut squares = [0, 0];
    for row in 0..n {
        for column in 0..n {
            let white = word.is_white(row, column);
            if row + 1 < n && column + 1 < n {
                let alike =
                    [(row + 1, column), (row, column + 1), (row + 1, column + 1)].iter().all(|&(r, c)| white == word.is_white(r, c));
                squares[usize::from(white)] += usize::from(alike);
            }
            black_rim += usize::from(!white && (row % (n - 1) == 0 || column % (n - 1) == 0));
        }
    }
    squares[1] == 0
        && squares[0] <= BLACK_SQUARES
        && WHITE.contains(&(word.bits().count_ones() as f32 / cells))
        && word.changes() >= CHANGES
        && black_rim as f32 >= BLACK_RIM * (4 * (n - 1)) as f32
}

/// The next number of Steele, Lea and Flood's generator (OOPSLA 2014), well mixed.
fn splitmix(state: u64) -> u64 {
    let mut z = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_small_search_keeps_its_distances() {
        let layout = Layout { modules: 5, border: 1.25, quiet: 0.75 };
        let quest = Quest { layout, count: 6, pool: 60, own_hamming: 8, own_blurred: 0.5, hamming: 6, seed: 1 };
        let words = search(&quest);
        assert_eq!(words.len(), 6);
        let all = distance::of_prefixes(layout, &words);
        assert!(all[5].hamming_number >= 6 && all[5].hamming_turn >= 8);
        assert!(all[1].blurred_number >= all[5].blurred_number);
    }
}
