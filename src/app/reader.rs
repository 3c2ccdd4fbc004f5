//! The part of the citizens' app that a first visit loads: reading, talking, agreeing.

fn main() {
    app::citizen::start(None);
}
