//! Searches the words of our own deck again and prints the deck file: `cargo run --release --example search_words`.

use quarterturn::cards::{Layout, distance, search};

fn main() {
    let layout = Layout { modules: 5, border: 1.25, quiet: 0.75 };
    let arg = |i: usize, default: f32| std::env::args().nth(i).and_then(|a| a.parse().ok()).unwrap_or(default);
    let quest = search::Quest {
        layout,
        count: arg(1, 120.0) as usize,
        pool: arg(2, 40_000.0) as usize,
        own_hamming: arg(3, 10.0) as u32,
        own_blurred: arg(4, 1.5),
        hamming: arg(5, 7.0) as u32,
        seed: arg(6, 1.0) as u64,
    };
    let words = search::search(&quest);
    println!("# Quarterturn's own deck: codewords of 5 x 5 modules in nested order, the most distant first.");
    println!("# Each line is one codeword in hexadecimal, the top left module its highest bit; a set bit is white.");
    println!("# Searched with: {quest:?}");
    println!("# Behind each word: the least distances of the deck up to and with it, of two numbers in modules and after the");
    println!("# camera's blur (as cards::distance defines it), then the same of two turns of one number.");
    println!("version 1\nmodules {}\nborder {}\nquiet {}\nfirst 1\n", layout.modules, layout.border, layout.quiet);
    for (word, d) in words.iter().zip(distance::of_prefixes(layout, &words)) {
        let number = if d.hamming_number == u32::MAX { "- -".to_owned() } else { format!("{} {:.2}", d.hamming_number, d.blurred_number) };
        println!("{:07x} # {number}  {} {:.2}", word.bits(), d.hamming_turn, d.blurred_turn);
    }
}
