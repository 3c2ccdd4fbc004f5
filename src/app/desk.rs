//! The moderators' desk.

fn main() {
    app::desk::start();
}
