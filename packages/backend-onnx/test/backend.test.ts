import { describeBackend } from '../../testing/src/describe-backend.ts';
import { OnnxBackend } from '@partita/backend-onnx';

describeBackend('onnx', () => new OnnxBackend());
