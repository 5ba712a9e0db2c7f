/** The product in decimal, where the double would show an error in the last digit. */
export function times(count: number, step: number): number {
  const product = count * step;
  return Number.isInteger(product) ? product : Number(product.toPrecision(15));
}

/** The least number of which all are divisors, reckoned in decimal. */
export function commonMultiple(numbers: readonly number[]): number {
  const digits = Math.max(...numbers.map(fractionDigits));
  const scale = 10 ** digits;
  const whole = numbers.map((value) => Math.round(Math.abs(value) * scale));
  const product = whole.reduce((a, b) => (a / greatestDivisor(a, b)) * b, 1);
  return Number.isSafeInteger(product) ? product / scale : Math.max(...numbers);
}

function fractionDigits(value: number): number {
  const [mantissa = '', exponent = '0'] = String(value).split('e');
  return Math.max(0, (mantissa.split('.')[1] ?? '').length - Number(exponent));
}

function greatestDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestDivisor(b, a % b);
}
