//! All of the desk.

fn main() {
    app::desk::start();
}
