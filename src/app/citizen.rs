//! The citizens' app.

fn main() {
    app::citizen::start();
}
