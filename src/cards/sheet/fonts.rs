//! The fonts that sheets are set in: ours first, then the system's, where the caller lets them in.

use parley::fontique::{Blob, Collection, FontInfoOverride, SourceCache};
use parley::{FontContext, LayoutContext};
use std::sync::Arc;

/// Latin.
const ATKINSON: &str = "Atkinson Hyperlegible Next";
/// Greek, Cyrillic, Vietnamese.
const INTER: &str = "Inter";

const SHIPPED: [(&str, &[u8]); 4] = [
    (ATKINSON, include_bytes!("../../../assets/fonts/AtkinsonHyperlegibleNext_400Regular.ttf")),
    (ATKINSON, include_bytes!("../../../assets/fonts/AtkinsonHyperlegibleNext_600SemiBold.ttf")),
    (INTER, include_bytes!("../../../assets/fonts/Inter_400Regular.ttf")),
    (INTER, include_bytes!("../../../assets/fonts/Inter_600SemiBold.ttf")),
];

/// Families to try in this order, the shipped ones first. Without names for other scripts the system's choice can be an
/// odd face: a hand-written Hebrew, say.
pub(super) const FAMILIES: [&str; 30] = [
    ATKINSON,
    INTER,
    "Noto Sans Arabic",
    "Noto Naskh Arabic",
    "Noto Sans Hebrew",
    "Noto Sans Devanagari",
    "Noto Sans Bengali",
    "Noto Sans Tamil",
    "Noto Sans Telugu",
    "Noto Sans Gujarati",
    "Noto Sans Gurmukhi",
    "Noto Sans Thai",
    "Noto Sans Georgian",
    "Noto Sans Armenian",
    "Noto Sans Ethiopic",
    "Noto Sans CJK SC",
    "Noto Sans SC",
    "Noto Sans",
    "Segoe UI",
    "Microsoft YaHei",
    "Yu Gothic",
    "Malgun Gothic",
    "Nirmala UI",
    "Geeza Pro",
    "Arial Hebrew",
    "PingFang SC",
    "Hiragino Sans",
    "Apple SD Gothic Neo",
    "WenQuanYi Zen Hei",
    "DejaVu Sans",
];

/// Fonts, and what shaping with them needs; kept between sheets.
pub struct Fonts {
    pub(super) found: FontContext,
    pub(super) shaping: LayoutContext<()>,
}

impl std::fmt::Debug for Fonts {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Fonts").finish_non_exhaustive()
    }
}

impl Fonts {
    /// The shipped fonts, and behind them those of `others`: the system's, or none.
    pub fn with(mut others: Collection) -> Self {
        for (family, bytes) in SHIPPED {
            let named = FontInfoOverride { family_name: Some(family), ..Default::default() };
            others.register_fonts(Blob::new(Arc::new(bytes)), Some(named));
        }
        Self { found: FontContext { collection: others, source_cache: SourceCache::default() }, shaping: LayoutContext::new() }
    }
}
