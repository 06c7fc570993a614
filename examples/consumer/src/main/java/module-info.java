/** A user's application. */
module consumer {
  requires io.sightline;
}
