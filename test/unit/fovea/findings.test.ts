// Findings of Fovea files, each at its place: joins, names, arguments, recursion, imports, assertions, unused parts.
import assert from 'node:assert/strict';
import { analyseText, networkOf } from '../../support/analyse.js';
import { checkFindings } from '../../support/annotated.js';

describe('findings of joins', () => {
  it('marks the operand that differs from the first', () => {
    checkFindings(`
net N {
  input x: 16 x 8 x 8
  add {
    | Conv(16, 3, pad = 1) -> ReLU
    | Conv(32, 1)
//    ^^^^^^^^^^^ shape-mismatch: channels
  }
}`);
  });

  it('tells the other operand in the related information', () => {
    const text = 'net N { input x: 16 x 8 x 8\n add { | Conv(16, 1)\n | Conv(32, 1)\n } }';
    const [found] = analyseText(text).findings;
    assert.deepEqual(
      found?.related.map(({ start, end }) => text.slice(start, end)),
      ['Conv(16, 1)'],
    );
  });

  it('finds all independent mismatches, and no consequences of one', () => {
    checkFindings(`
net N {
  input x: 16 x 8 x 8
  concat {
    | Conv(4, 3, pad = 1)
    | Conv(4, 3)
//    ^^^^^^^^^^ shape-mismatch: height and width
  }
  Conv(8, 3, pad = 1) -> ReLU
  concat {
    | Conv(4, 3, pad = 1)
    | Conv(4, 5)
//    ^^^^^^^^^^ shape-mismatch: height and width
  }
  Conv(8, 1)
  add { | Conv(4, 1) | Conv(5, 1) }
//                     ^^^^^^^^^^ shape-mismatch: channels
  Flatten -> Linear(10)
}`);
  });

  it('judges named operands where they are written', () => {
    checkFindings(`
net N {
  input x: 16 x 8 x 8
  let skip = it
  Conv(32, 3, pad = 1)
  add(it, skip)
//        ^^^^ shape-mismatch: channels
}`);
  });

  it('raises nothing about what is not known', () => {
    checkFindings(`
net N {
  input x: 16 x ? x ?
  input y: 16 x ? x ?
  add(x, y) -> Conv(16, 99)
}`);
  });

  it('knows that x and x - 2 differ although x is not known', () => {
    checkFindings(`
net N {
  input x: 16 x ? x ?
  add {
    | Conv(16, 3, pad = 1)
    | Conv(16, 3)
//    ^^^^^^^^^^^ shape-mismatch: height and width
  }
}`);
  });

  it('tells a block that is wrong in many instances once', () => {
    checkFindings(`
block B {
  add { | Conv(4, 1) | it }
//                     ^^ shape-mismatch
}
net N {
  input x: 3 x 8 x 8
  B
  Conv(3, 1) -> B
}`);
  });
});

describe('findings of layers', () => {
  it('marks the argument', () => {
    checkFindings(`
net N {
  input x: 3 x 8 x 8
  Conv(8, 3, groups = 2)
//           ^^^^^^^^^^ groups-divide-channels: 3 input channels
  Conv(8, kernel = 9)
//        ^^^^^^^^^^ kernel-exceeds-input: only 6
  Conv(0, 1)
//     ^ argument-range: whole number ≥ 1, but is 0
  Conv(2.5, 1)
//     ^^^ fractional-size: floor
  Conv(4, 1, strid = 2)
//           ^^^^^^^^^ unknown-argument: Did you mean \`stride\`?
  Conv(4, 1, kernel = 3)
//           ^^^^^^^^^^ repeated-argument
  Conv(4)
//^^^^ missing-argument: kernel
  ReLU(3)
//     ^ too-many-arguments
  Conv(4, 1, pad = smae)
//           ^^^^^^^^^^ argument-type: same or valid
}`);
  });

  it('says which rows and columns of the real input are never read', () => {
    checkFindings(
      `
net N {
  input x: 3 x 8 x 9
  Conv(8, 3, stride = 2)
//^^^^ unread-input: row of 8
  Conv(8, 3, stride = 2, pad = 1)
}`,
    );
  });

  it('wants whole and possible sizes', () => {
    checkFindings(`
net N {
  input x: 3 x 0 x 8
//             ^ invalid-expression: from 1 to 2^63
  Conv(9223372036854775808, 1)
//^^^^ size-overflow: 64-bit
}`);
  });
});

describe('findings of names', () => {
  it('suggests the nearest name', () => {
    checkFindings(`
block Bottleneck(width) { Conv(widht, 1) }
//                             ^^^^^ unknown-name: Did you mean \`width\`?
net N {
  input x: 3 x 8 x 8
  Cnov(8, 3)
//^^^^ unknown-name: Did you mean \`Conv\`?
  Botleneck(8)
//^^^^^^^^^ unknown-name: Did you mean \`Bottleneck\`?
  Bottleneck(8)
}`);
  });

  it('tells what is defined twice or by itself', () => {
    checkFindings(`
const A = B
//    ^ invalid-expression: depends on itself
const B = A
block C(n, n) { Conv(n, 1) }
//         ^ duplicate-name: parameter \`n\`
block C { ReLU }
//    ^ duplicate-name: block \`C\`
net N { input x: 3 x 8 x 8
  C(A) }
`);
  });

  it('fades what nothing uses', () => {
    checkFindings(
      `
const K = 3
//    ^ unused-block: constant \`K\`
block Lonely(a, b) { Conv(a, 1) }
//    ^^^^^^ unused-block: block \`Lonely\`
//              ^ unused-parameter: parameter \`b\`
net N(classes = 10) {
//    ^^^^^^^ unused-parameter: classes
  input x: 3 x 8 x 8
  let y = Conv(3, 1)
//    ^ unused-value: \`y\` is never used
  Conv(3, 1)
}`,
      { ignore: [] },
    );
  });

  it('leaves the blocks of a file without networks to others', () => {
    checkFindings('block A(width) { Conv(width, 3) }', { ignore: [] });
  });

  it('fades branches and loops that no network reaches', () => {
    checkFindings(
      `
block Shortcut(width) {
  if it.channels != width { Conv(width, 1) } else { ReLU }
//                          ^^^^^^^^^^^^^^ unreachable-branch
}
net N {
  input x: 3 x 8 x 8
  Shortcut(3)
  repeat 0 { ReLU }
//           ^^^^ unreachable-branch: no rounds
}`,
      { ignore: [] },
    );
  });
});

describe('findings of evaluation', () => {
  it('ends recursion without end at the call', () => {
    checkFindings(`
block Same { Same }
//           ^^^^ recursion-without-end: the same arguments
block Ever(n) { Ever(n + 1) }
//              ^^^^ recursion-without-end: 200 levels
net N {
  input x: 3 x 8 x 8
  Same
  Ever(1)
}`);
  });

  it('takes blocks that are nested deeper than is followed for no recursion without end', () => {
    const blocks = Array.from({ length: 1000 }, (_, index) => `block B${index} { B${index + 1} }`);
    const many = `${blocks.join('\n')}\nblock B1000 { Conv(3, 3) }\nnet N { input x: 3 x 8 x 8\nB0 }`;
    const counting =
      'block C(n) { if n > 0 { C(n - 1) } else { Conv(3, 3) } }\nnet N { input x: 3 x 8 x 8\nC(500) }';
    for (const text of [many, counting]) {
      const { findings, networks } = analyseText(text);
      assert.deepEqual(
        findings.map(({ code, severity, start }) => [code, severity, start]),
        [['budget-exceeded', 'information', 6]],
      );
      assert.ok(networks[0] && networks[0].totals.unknownLayers > 0);
    }
  });

  it('ends a default that calls its own net, also of a net that needs an argument', () => {
    for (const parameters of ['b = -A()', 'a, b = -A()']) {
      const { findings } = analyseText(`net A(${parameters}) {\n  input x: 3 x 8 x 8\n}\n`);
      const [first] = findings;
      assert.deepEqual([first?.code, first?.severity], ['budget-exceeded', 'information']);
    }
  });
  it('ends recursion that branches as soon as it is too deep', () => {
    const text = `
block Ever(n) { Ever(n + 1) -> Ever(n + 2) -> Ever(n + 3) }
//              ^^^^ recursion-without-end: 200 levels
block Three(n) { if n > 0 { ReLU -> Three(n - 1) } }
net N {
  input x: 3 x 8 x 8
  Ever(1)
  let y = x -> Three(3)
  concat(x, y)
  expect y = 3 x 8 x 8
}`;
    checkFindings(text);
    // Every way down would be 3^200 calls; on the first one 200 are inside each other.
    assert.ok(Number(networkOf(analyseText(text)).totals.unknownLayers) < 1000);
  });

  it('names numbers, lists and texts that are too large to be reckoned with', () => {
    checkFindings(`
const large = 10 ^ 700
//            ^^^^^^^^ invalid-expression: too large
block Double(s, n) { if n > 0 { Double([...s, ...s], n - 1) } }
//                                            ^^^^ invalid-expression: at most 100,000 entries
net N(n = large) {
  input x: 3 x 8 x 8
  Double([1], 100)
  Conv(n, 1)
  Conv(2 ^ 60 / 7, 1)
//     ^^^^^^^^^^ invalid-expression: Beyond 2^53
  Conv(sqrt(-1), 1)
//     ^^^^^^^^ invalid-expression: no value
}`);
  });

  it('ends loops without end', () => {
    checkFindings(`
net N {
  input x: 3 x 8 x 8
  repeat 1_000_000_000 { ReLU }
//                       ^^^^ budget-exceeded
}`);
  });

  it('wants an input first, and layers in chains', () => {
    checkFindings(`
net N {
  Conv(3, 1)
//^^^^ no-input: image
  input x: 3 x 8 x 8
  64
//^^ not-a-layer: found 64
}`);
  });

  it('says what an expression cannot do', () => {
    checkFindings(`
net N {
  input x: 3 x 8 x 8
  Conv(1 / 0, 1)
//     ^^^^^ invalid-expression: zero
  Conv(it.heigth, 1)
//        ^^^^^^ invalid-expression: no heigth
  if 3 { ReLU }
//   ^ invalid-expression: true or false
  Conv([1, 2][5], 1)
//            ^ invalid-expression: no entry 5
}`);
  });

  it('goes on where a condition is not known', () => {
    checkFindings(`
net N {
  input x: ? x 8 x 8
  if it.channels > 3 { Conv(3, 1) } else { Linear }
  Conv(8, 3)
}`);
  });
});

describe('findings of imports', () => {
  it('names a missing file and a cycle', () => {
    checkFindings(
      `
import "nowhere.fovea"
//     ^^^^^^^^^^^^^^^ import-failed: does not exist
import "main.fovea"
//     ^^^^^^^^^^^^ import-cycle: itself
import "a.fovea"
//     ^^^^^^^^^ import-cycle: main.fovea → a.fovea → main.fovea
net N { input x: 3 x 8 x 8
  A }`,
      { files: { 'a.fovea': 'import "main.fovea"\nblock A { ReLU }' } },
    );
  });

  it('says once where files import each other more deeply than is followed', () => {
    const files = Object.fromEntries(
      Array.from({ length: 5000 }, (_, at) => [
        `c${at}.fovea`,
        `import "c${at + 1}.fovea"\nblock B${at} { ReLU -> B${at + 1} }`,
      ]),
    );
    checkFindings(
      `
import "c0.fovea"
//     ^^^^^^^^^^ too-many-imports: 500 levels
net N { input x: 3 x 8 x 8
  B4999
//^^^^^ unknown-name: B4999
  ReLU }`,
      { files },
    );
  });

  it('resolves names across files, and says which names a file does not define', () => {
    checkFindings(
      `
import { A, Missing } from "a.fovea"
//          ^^^^^^^ unknown-name: imported file
net N { input x: 3 x 8 x 8
  A }`,
      { files: { 'a.fovea': 'import "b.fovea"\nblock A { B(4) }', 'b.fovea': 'block B(n) { Conv(n, 1) }' } },
    );
  });
});

describe('assertions', () => {
  it('checks shapes, figures and budgets', () => {
    checkFindings(`
net N {
  input x: 3 x 8 x 8
  conv1: Conv(4, 3)
  stage[1]: repeat 2 { Conv(4, 3, pad = 1) }
  expect conv1 = 4 x 6 x 6
  expect conv1 = 4 x 6 x 7
//^^^^^^^^^^^^^^^^^^^^^^^^ expectation-failed: it is 4 × 6 × 6
  expect conv1 = 4 x ? x ?
  expect conv1.params = 112
  expect conv1.receptiveField = 3
  expect stage[1].params = 296
  expect stage[1].receptiveField = 7
  expect conv2 = 4
//       ^^^^^ unknown-name: conv2
  limit params <= 400, macs < 1K
//                     ^^^^^^^^^ limit-exceeded: macs
//      ^^^^^^^^^^^^^ limit-exceeded: params is 408
}`);
  });

  it('names the variant that a claim of what it varies does not hold for', () => {
    checkFindings(`
net Sized(width = 4) {
  input x: 3 x 8 x 8
  Conv(width, 1)
  expect params = 16
//^^^^^^^^^^^^^^^^^^ expectation-failed: Expected params of Wide to be 16, but it is 32
}
net Wide = Sized(8) {
  expect params = 31
//^^^^^^^^^^^^^^^^^^ expectation-failed: it is 32
}`);
  });

  it('says what cannot be checked', () => {
    checkFindings(`
net N {
  input x: ? x 8 x 8
  Conv(4, 3)
  expect params = 3
//^^^^^^^^^^^^^^^^^ expectation-unknown: Cannot check params: 1 of its layers is unknown
}`);
  });
});

describe('misaligned receptive fields', () => {
  it('tells both values where centres disagree by less than a unit', () => {
    checkFindings(`
net N {
  input x: 3 x 8 x 8
  add {
//^^^ shifted-receptive-field: along the height and width: centre 0 and 1/2
    | Conv(4, 1, stride = 2)
    | Conv(4, 2, stride = 2)
  }
}`);
  });

  it('warns where strides disagree, in pixels of the network', () => {
    checkFindings(`
block B {
  add {
//^^^ misaligned-receptive-field: stride 2 and 4
    | Conv(4, 5)
    | Conv(4, 2, stride = 2)
  }
}
net N {
  input x: 3 x 16 x 16
  MaxPool(2)
  B
}`);
  });
});
