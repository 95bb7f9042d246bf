import { Accumulate, accumulate, accumulateJobs } from "./accumulate";
import { Adam, adam, adamJobs } from "./adam";
import { AddParts, addParts, addPartsJobs } from "./add-parts";
import { AddSums, addSums, addSumsJobs } from "./add-vectors";
import { BatchNorm, batchNorm, batchNormJobs } from "./batch-norm-apply";
import {
  BatchNormGradient,
  BatchNormGradientSums,
  batchNormGradient,
  batchNormGradientJobs,
  batchNormGradientSums,
  batchNormGradientSumsJobs,
} from "./batch-norm-gradient";
import {
  MergeMoments,
  Moments,
  mergeMoments,
  mergeMomentsJobs,
  moments,
  momentsJobs,
} from "./batch-norm-moments";
import { ChannelSums, channelSums, channelSumsJobs } from "./channel-sums";
import { Convolution, convolution, convolutionJobs, convolutionScratch } from "./convolution";
import { CopyChannels, copyChannels, copyChannelsJobs, copyChannelsScratch } from "./copy-channels";
import { DirectionLoss, directionLoss, directionLossJobs } from "./direction-loss";
import { Dropout, dropout, dropoutJobs } from "./dropout";
import { EnergyLoss, energyLoss, energyLossJobs, energyLossScratch } from "./energy-loss";
import { FlipWeights, flipWeights, flipWeightsJobs } from "./flip-weights";
import {
  GradientNorm,
  gradientNorm,
  gradientNormJobs,
  SquaredGradient,
  squaredGradient,
  squaredGradientJobs,
} from "./gradient-norm";
import {
  MaskLossGradient,
  MaskLossSums,
  maskLossGradient,
  maskLossGradientJobs,
  maskLossSums,
  maskLossSumsJobs,
} from "./mask-loss";
import {
  DirectionMetricSums,
  directionMetricSums,
  directionMetricSumsJobs,
  EnergyMetricSums,
  energyMetricSums,
  energyMetricSumsJobs,
  MaskMetricSums,
  maskMetricSums,
  maskMetricSumsJobs,
} from "./metric-sums";
import { GateGradient, gateGradient, gateGradientJobs, Multiply, multiply, multiplyJobs } from "./multiply";
import {
  Normalise,
  NormaliseGradient,
  normalise,
  normaliseGradient,
  normaliseGradientJobs,
  normaliseJobs,
} from "./normalise";
import { Pool, PoolGradient, pool, poolGradient, poolGradientJobs, poolJobs } from "./pool";
import { DispatchRecord } from "./record";
import { Relu, ReluMask, relu, reluJobs, reluMask, reluMaskJobs } from "./relu";
import { Sgd, sgd, sgdJobs } from "./sgd";
import { Pack, pack, packJobs, Unpack, unpack, unpackJobs } from "./unpack";
import {
  Upsampling,
  UpsamplingGradient,
  upsampling,
  upsamplingGradient,
  upsamplingGradientJobs,
  upsamplingGradientScratch,
  upsamplingJobs,
} from "./upsample";
import { WeightGradient, weightGradient, weightGradientJobs, weightGradientScratch } from "./weight-gradient";

/** Number of jobs of a dispatch. The number of a kernel is the index of its name in `WASM_KERNELS`. */
export function jobsOf(record: usize): u32 {
  switch (changetype<DispatchRecord>(record).kernel) {
    case 0:
      return poolJobs(changetype<Pool>(record));
    case 1:
      return poolGradientJobs(changetype<PoolGradient>(record));
    case 2:
      return upsamplingJobs(changetype<Upsampling>(record));
    case 3:
      return upsamplingGradientJobs(changetype<UpsamplingGradient>(record));
    case 4:
      return multiplyJobs(changetype<Multiply>(record));
    case 5:
      return gateGradientJobs(changetype<GateGradient>(record));
    case 6:
      return copyChannelsJobs(changetype<CopyChannels>(record));
    case 7:
      return normaliseJobs(changetype<Normalise>(record));
    case 8:
      return normaliseGradientJobs(changetype<NormaliseGradient>(record));
    case 9:
      return directionLossJobs(changetype<DirectionLoss>(record));
    case 10:
      return energyLossJobs(changetype<EnergyLoss>(record));
    case 11:
      return maskLossSumsJobs(changetype<MaskLossSums>(record));
    case 12:
      return maskLossGradientJobs(changetype<MaskLossGradient>(record));
    case 13:
      return addSumsJobs();
    case 14:
      return addPartsJobs(changetype<AddParts>(record));
    case 15:
      return channelSumsJobs(changetype<ChannelSums>(record));
    case 16:
      return flipWeightsJobs(changetype<FlipWeights>(record));
    case 17:
      return reluJobs(changetype<Relu>(record));
    case 18:
      return reluMaskJobs(changetype<ReluMask>(record));
    case 19:
      return squaredGradientJobs(changetype<SquaredGradient>(record));
    case 20:
      return gradientNormJobs();
    case 21:
      return adamJobs(changetype<Adam>(record));
    case 22:
      return sgdJobs(changetype<Sgd>(record));
    case 23:
      return accumulateJobs(changetype<Accumulate>(record));
    case 24:
      return momentsJobs(changetype<Moments>(record));
    case 25:
      return mergeMomentsJobs(changetype<MergeMoments>(record));
    case 26:
      return batchNormJobs(changetype<BatchNorm>(record));
    case 27:
      return batchNormGradientSumsJobs(changetype<BatchNormGradientSums>(record));
    case 28:
      return batchNormGradientJobs(changetype<BatchNormGradient>(record));
    case 29:
      return dropoutJobs(changetype<Dropout>(record));
    case 30:
      return maskMetricSumsJobs(changetype<MaskMetricSums>(record));
    case 31:
      return directionMetricSumsJobs(changetype<DirectionMetricSums>(record));
    case 32:
      return energyMetricSumsJobs(changetype<EnergyMetricSums>(record));
    case 33:
      return unpackJobs(changetype<Unpack>(record));
    case 34:
      return packJobs(changetype<Pack>(record));
    case 35:
      return convolutionJobs(changetype<Convolution>(record));
    case 36:
      return weightGradientJobs(changetype<WeightGradient>(record));
    default:
      return unreachable();
  }
}

/** Bytes of scratch memory that a thread needs for a job. */
export function scratchOf(record: usize): u32 {
  switch (changetype<DispatchRecord>(record).kernel) {
    case 3:
      return upsamplingGradientScratch(changetype<UpsamplingGradient>(record));
    case 6:
      return copyChannelsScratch();
    case 10:
      return energyLossScratch(changetype<EnergyLoss>(record));
    case 35:
      return convolutionScratch(changetype<Convolution>(record));
    case 36:
      return weightGradientScratch(changetype<WeightGradient>(record));
    default:
      return 0;
  }
}

/** Runs one job. */
export function runJob(record: usize, job: u32, scratch: usize): void {
  switch (changetype<DispatchRecord>(record).kernel) {
    case 0:
      pool(changetype<Pool>(record), job);
      break;
    case 1:
      poolGradient(changetype<PoolGradient>(record), job);
      break;
    case 2:
      upsampling(changetype<Upsampling>(record), job);
      break;
    case 3:
      upsamplingGradient(changetype<UpsamplingGradient>(record), job, scratch);
      break;
    case 4:
      multiply(changetype<Multiply>(record), job);
      break;
    case 5:
      gateGradient(changetype<GateGradient>(record), job);
      break;
    case 6:
      copyChannels(changetype<CopyChannels>(record), job, scratch);
      break;
    case 7:
      normalise(changetype<Normalise>(record), job);
      break;
    case 8:
      normaliseGradient(changetype<NormaliseGradient>(record), job);
      break;
    case 9:
      directionLoss(changetype<DirectionLoss>(record), job);
      break;
    case 10:
      energyLoss(changetype<EnergyLoss>(record), job, scratch);
      break;
    case 11:
      maskLossSums(changetype<MaskLossSums>(record), job);
      break;
    case 12:
      maskLossGradient(changetype<MaskLossGradient>(record), job);
      break;
    case 13:
      addSums(changetype<AddSums>(record));
      break;
    case 14:
      addParts(changetype<AddParts>(record), job);
      break;
    case 15:
      channelSums(changetype<ChannelSums>(record), job);
      break;
    case 16:
      flipWeights(changetype<FlipWeights>(record), job);
      break;
    case 17:
      relu(changetype<Relu>(record), job);
      break;
    case 18:
      reluMask(changetype<ReluMask>(record), job);
      break;
    case 19:
      squaredGradient(changetype<SquaredGradient>(record), job);
      break;
    case 20:
      gradientNorm(changetype<GradientNorm>(record));
      break;
    case 21:
      adam(changetype<Adam>(record), job);
      break;
    case 22:
      sgd(changetype<Sgd>(record), job);
      break;
    case 23:
      accumulate(changetype<Accumulate>(record), job);
      break;
    case 24:
      moments(changetype<Moments>(record), job);
      break;
    case 25:
      mergeMoments(changetype<MergeMoments>(record), job);
      break;
    case 26:
      batchNorm(changetype<BatchNorm>(record), job);
      break;
    case 27:
      batchNormGradientSums(changetype<BatchNormGradientSums>(record), job);
      break;
    case 28:
      batchNormGradient(changetype<BatchNormGradient>(record), job);
      break;
    case 29:
      dropout(changetype<Dropout>(record), job);
      break;
    case 30:
      maskMetricSums(changetype<MaskMetricSums>(record), job);
      break;
    case 31:
      directionMetricSums(changetype<DirectionMetricSums>(record), job);
      break;
    case 32:
      energyMetricSums(changetype<EnergyMetricSums>(record), job);
      break;
    case 33:
      unpack(changetype<Unpack>(record), job);
      break;
    case 34:
      pack(changetype<Pack>(record), job);
      break;
    case 35:
      convolution(changetype<Convolution>(record), job, scratch);
      break;
    case 36:
      weightGradient(changetype<WeightGradient>(record), job, scratch);
      break;
    default:
      unreachable();
  }
}
