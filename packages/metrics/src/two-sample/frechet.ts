import { EigenvalueDecomposition, Matrix } from 'ml-matrix';

/** The Gaussian with the moments of some rows. */
export interface FittedGaussian {
  readonly mean: Float64Array;
  readonly covariance: Matrix;
}

/** Mean and unbiased covariance of rows `[n, dimension]`. */
export function gaussianOf(rows: Float32Array, dimension: number): FittedGaussian {
  const count = rows.length / dimension;
  const mean = new Float64Array(dimension);
  rows.forEach((value, i) => (mean[i % dimension] = (mean[i % dimension] as number) + value / count));
  const centred = Matrix.from1DArray(
    count,
    dimension,
    rows.length > 0 ? Float64Array.from(rows, (value, i) => value - (mean[i % dimension] as number)) : [],
  );
  return {
    mean,
    covariance: centred
      .transpose()
      .mmul(centred)
      .div(count - 1),
  };
}

/** ‖m − m'‖² + tr(C + C' − 2·(C·C')^½), by the eigenvalues of √C·C'·√C, which are those of C·C'. */
export function squaredFrechet(a: FittedGaussian, b: FittedGaussian): number {
  const between = a.mean.reduce((sum, value, i) => sum + (value - (b.mean[i] as number)) ** 2, 0);
  const root = squareRoot(a.covariance);
  const overlap = eigen(root.mmul(b.covariance).mmul(root)).realEigenvalues.reduce((sum, value) => sum + Math.sqrt(Math.max(0, value)), 0);
  return between + a.covariance.trace() + b.covariance.trace() - 2 * overlap;
}

const eigen = (matrix: Matrix): EigenvalueDecomposition => new EigenvalueDecomposition(matrix, { assumeSymmetric: true });

/** √C of a positive semi-definite matrix; what rounding makes negative counts as 0. */
function squareRoot(matrix: Matrix): Matrix {
  const { realEigenvalues, eigenvectorMatrix } = eigen(matrix);
  return eigenvectorMatrix
    .mmul(Matrix.diag(realEigenvalues.map((value) => Math.sqrt(Math.max(0, value)))))
    .mmul(eigenvectorMatrix.transpose());
}
