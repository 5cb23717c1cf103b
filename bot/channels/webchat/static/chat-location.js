/** Where the device is, asked for only when somebody taps: WGS-84 degrees, as the browser gives them. */

const WITHIN_MS = 10_000;
const NOT_OLDER_MS = 20_000;

/** Why there is no position. `.key` is the word that tells the person. */
export class NoPosition extends Error {
  constructor(key) {
    super(key);
    this.key = key;
  }
}

function reason(error) {
  if (error.code === 1) return "web-location-denied";
  return error.code === 3 ? "web-location-timeout" : "web-location-unavailable";
}

function ask() {
  return new Promise((resolve, reject) => {
    navigator.geolocation.getCurrentPosition(resolve, reject, {
      enableHighAccuracy: true,
      timeout: WITHIN_MS,
      maximumAge: NOT_OLDER_MS,
    });
  });
}

/** {latitude, longitude}. Rejects with NoPosition. */
export async function currentPosition() {
  if (!navigator.geolocation || !window.isSecureContext) throw new NoPosition("web-location-unavailable");
  try {
    const { coords } = await ask();
    return { latitude: coords.latitude, longitude: coords.longitude };
  } catch (error) {
    throw new NoPosition(reason(error));
  }
}

/** One question at a time: while one is under way, others are ignored. */
export class Locator {
  /** on: {waiting(isWaiting), found(position), failed(key)}. */
  constructor(on) {
    this.on = on;
    this.isWaiting = false;
  }

  async locate() {
    if (this.isWaiting) return;
    this.isWaiting = true;
    this.on.waiting(true);
    try {
      const position = await currentPosition();
      this.on.waiting(false);
      this.on.found(position);
    } catch (error) {
      if (!(error instanceof NoPosition)) throw error;
      this.on.waiting(false);
      this.on.failed(error.key);
    } finally {
      this.isWaiting = false;
    }
  }
}
