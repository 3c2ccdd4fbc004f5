//! The part of the desk that moderators load first: the queue.

fn main() {
    app::desk::start_queue();
}
