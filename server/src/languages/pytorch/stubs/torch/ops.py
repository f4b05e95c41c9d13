# Operators of libraries that are loaded beside torch: those of torchvision.
import _fovea


class _Missing:
    def __init__(self, name):
        self.name = name

    def __getattr__(self, name):
        return _fovea.not_modelled("torch.ops." + self.name + "." + name)


class _Torchvision:
    @staticmethod
    def nms(boxes, scores, iou_threshold):
        return _fovea.cast(_fovea.shape_as((boxes, scores), (_fovea.unknown_size("how many boxes remain"),), "nms"), "int")

    @staticmethod
    def roi_align(input, rois, spatial_scale, pooled_height, pooled_width, sampling_ratio, aligned):
        return _fovea.shape_as((input, rois), (rois.shape[0], input.shape[1], pooled_height, pooled_width), "roi_align")

    @staticmethod
    def roi_pool(input, rois, spatial_scale, pooled_height, pooled_width):
        pooled = _fovea.shape_as((input, rois), (rois.shape[0], input.shape[1], pooled_height, pooled_width), "roi_pool")
        return pooled, _fovea.cast(pooled, "int")

    @staticmethod
    def ps_roi_align(input, rois, spatial_scale, pooled_height, pooled_width, sampling_ratio):
        sizes = (rois.shape[0], input.shape[1] // (pooled_height * pooled_width), pooled_height, pooled_width)
        pooled = _fovea.shape_as((input, rois), sizes, "ps_roi_align")
        return pooled, _fovea.cast(pooled, "int")

    @staticmethod
    def ps_roi_pool(input, rois, spatial_scale, pooled_height, pooled_width):
        return _Torchvision.ps_roi_align(input, rois, spatial_scale, pooled_height, pooled_width, 0)

    @staticmethod
    def deform_conv2d(input, weight, offset, mask, bias, stride_h, stride_w, pad_h, pad_w, dil_h, dil_w, n_weight_grps, n_offset_grps, use_mask):
        # A convolution whose window reads at places that another tensor moves; as many products as without.
        moved = _fovea.conv(input, weight, bias, (stride_h, stride_w), (pad_h, pad_w), (dil_h, dil_w), n_weight_grps, 2)
        return _fovea.depends(moved, offset, mask) if use_mask else _fovea.depends(moved, offset)

    @staticmethod
    def _cuda_version(): return -1


torchvision = _Torchvision
def load_library(path): return None


def __getattr__(name):
    if name.startswith("__"):
        raise AttributeError(name)
    return _Missing(name)
