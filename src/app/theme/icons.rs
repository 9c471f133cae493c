//! The icons used, by Phosphor's names and code points. Draw them with [`Weight::Icon`](super::Weight) or, where the constant says
//! so, `IconFill`.

macro_rules! icons {
    ($($name:ident $code:literal),* $(,)?) => {
        $(
            #[doc = concat!("Phosphor's ", stringify!($name), ".")]
            pub const $name: &str = $code;
        )*
    };
}

icons! {
    ARCHIVE "\u{e00c}",
    ARROWS_CLOCKWISE "\u{e094}",
    ARROW_COUNTER_CLOCKWISE "\u{e038}",
    ARROW_DOWN "\u{e03e}",
    ARROW_UP "\u{e08e}",
    ARROW_U_UP_LEFT "\u{e08a}",
    CAMERA "\u{e10e}",
    CAMERA_SLASH "\u{e110}",
    CARET_DOWN "\u{e136}",
    CARET_LEFT "\u{e138}",
    CHART_BAR "\u{e150}",
    CHECK "\u{e182}",
    CHECK_CIRCLE_FILL "\u{e184}",
    COPY "\u{e1ca}",
    DOWNLOAD_SIMPLE "\u{e20c}",
    EYE "\u{e220}",
    EYE_SLASH "\u{e224}",
    FOLDER "\u{e24a}",
    GEAR "\u{e270}",
    HAND_PALM "\u{e57e}",
    IMAGE "\u{e2ca}",
    IMAGES "\u{e836}",
    INFO "\u{e2ce}",
    LIGHTNING "\u{e2de}",
    MAGNIFYING_GLASS "\u{e30c}",
    NOTE_PENCIL "\u{e34c}",
    PENCIL_SIMPLE "\u{e3b4}",
    PLAY "\u{e3d0}",
    PLUS "\u{e3d4}",
    PRINTER "\u{e3dc}",
    QUESTION "\u{e3e8}",
    SKIP_FORWARD "\u{e5a6}",
    STUDENT "\u{e73e}",
    TEXT_AA "\u{e6ee}",
    TRASH "\u{e4a6}",
    UPLOAD_SIMPLE "\u{e4c0}",
    USERS "\u{e4d6}",
    USERS_THREE "\u{e68e}",
    USER_MINUS "\u{e4ce}",
    USER_PLUS "\u{e4d0}",
    VIDEO_CAMERA "\u{e4da}",
    WARNING "\u{e4e0}",
    WARNING_CIRCLE_FILL "\u{e4e2}",
    X "\u{e4f6}",
}
