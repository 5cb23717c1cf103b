/**
 * GCJ-02 and BD-09 on the phone, by the formulas of models/values/position.py, which says where they come from. A
 * position is [latitude, longitude] in degrees.
 */

const RADIUS_M = 6_378_245;
const ECCENTRICITY_SQUARED = 0.00669342162296594323;
const WAVE = (Math.PI * 3000) / 180;
const STEPS = 12;
const TOLERANCE = 1e-10;
const { PI, abs, atan2, cos, hypot, sin, sqrt } = Math;

const isBent = ([latitude, longitude]) => latitude >= 0.8293 && latitude <= 55.8271 && longitude >= 72.004 && longitude <= 137.8347;

function shiftM(x, y) {
  const root = sqrt(abs(x));
  const ripple = 20 * sin(6 * PI * x) + 20 * sin(2 * PI * x);
  const northWaves = 20 * sin(PI * y) + 40 * sin((PI * y) / 3) + 160 * sin((PI * y) / 12) + 320 * sin((PI * y) / 30);
  const eastWaves = 20 * sin(PI * x) + 40 * sin((PI * x) / 3) + 150 * sin((PI * x) / 12) + 300 * sin((PI * x) / 30);
  return [
    -100 + 2 * x + 3 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * root + ((ripple + northWaves) * 2) / 3,
    300 + x + 2 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * root + ((ripple + eastWaves) * 2) / 3,
  ];
}

function gcj02(position) {
  if (!isBent(position)) return position;
  const [latitude, longitude] = position;
  const [northM, eastM] = shiftM(longitude - 105, latitude - 35);
  const angle = (latitude * PI) / 180;
  const flat = 1 - ECCENTRICITY_SQUARED * sin(angle) ** 2;
  const primeVerticalM = RADIUS_M / sqrt(flat);
  const meridianM = (primeVerticalM * (1 - ECCENTRICITY_SQUARED)) / flat;
  return [latitude + ((northM / meridianM) * 180) / PI, longitude + ((eastM / (primeVerticalM * cos(angle))) * 180) / PI];
}

function bd09(position) {
  const bent = gcj02(position);
  if (!isBent(bent)) return bent;
  const [latitude, longitude] = bent;
  const radius = hypot(longitude, latitude) + 0.00002 * sin(latitude * WAVE);
  const angle = atan2(latitude, longitude) + 0.000003 * cos(longitude * WAVE);
  return [radius * sin(angle) + 0.006, radius * cos(angle) + 0.0065];
}

/** The point that `bend` maps to this position; a bend hardly stretches, so the error shrinks twentyfold at each step. */
function inverse(bend, position) {
  if (!isBent(position)) return position;
  let found = position;
  for (let step = 0; step < STEPS; step += 1) {
    const bent = bend(found);
    const miss = [position[0] - bent[0], position[1] - bent[1]];
    found = [found[0] + miss[0], found[1] + miss[1]];
    if (abs(miss[0]) + abs(miss[1]) < TOLERANCE) return found;
  }
  return isBent(found) ? found : position;
}

/** By a datum's name: from WGS-84 into it, and back. */
export const datums = {
  wgs84: { into: (position) => position, from: (position) => position },
  gcj02: { into: gcj02, from: (position) => inverse(gcj02, position) },
  bd09: { into: bd09, from: (position) => inverse(bd09, position) },
};
