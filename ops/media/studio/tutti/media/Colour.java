package tutti.media;

/** A colour in linear light. */
record Colour(float red, float green, float blue) {

    /** From the way a screen writes it, as in {@code 0xffc46b}. */
    static Colour of(int rgb) {
        return new Colour(linear(rgb >> 16 & 255), linear(rgb >> 8 & 255), linear(rgb & 255));
    }

    Colour towards(Colour other, double share) {
        float s = (float) Math.clamp(share, 0, 1);
        return new Colour(
                red + (other.red - red) * s, green + (other.green - green) * s, blue + (other.blue - blue) * s);
    }

    Colour times(double strength) {
        float s = (float) strength;
        return new Colour(red * s, green * s, blue * s);
    }

    private static float linear(int value) {
        double v = value / 255.0;
        return (float) (v <= 0.04045 ? v / 12.92 : Math.pow((v + 0.055) / 1.055, 2.4));
    }
}
