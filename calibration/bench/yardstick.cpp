// What the same work costs in C++ with the system's own OpenCV, in outline: the yardstick of 'tilewatch replay'.
//
//   yardstick decode FILE...     reads every file with cv::imread, nothing else
//   yardstick chain FOLDER...    each folder a site: its looks in order of their names, through the chain below
//
// Prints seconds, seconds of the processor, looks, megapixels, and of the chain how many looks were judged and objects found. One thread, as
// replay has it. Written as one would at first: image by image, with OpenCV's own loops. No veils, network, events or store.
#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <ctime>
#include <deque>
#include <filesystem>
#include <string>
#include <vector>

#include <opencv2/core.hpp>
#include <opencv2/imgcodecs.hpp>
#include <opencv2/imgproc.hpp>

namespace {

constexpr size_t DEPTH = 6;         // looks that are remembered
constexpr size_t NEEDED = 3;        // looks that it takes before one is judged
constexpr double QUARTER = 0.25;    // scale of registration
constexpr double LOW_LEVEL = 1.1;   // an object is what is connected above this multiple of the look's 99th percentile
constexpr double LEAST_LEVEL = 0.35;
constexpr int LEAST_PIXELS = 12;

struct Count {
    long looks = 0;
    long judged = 0;
    long objects = 0;
    double megapixels = 0;
};

std::vector<std::string> images(const std::string &folder) {
    std::vector<std::string> found;
    for (const auto &entry : std::filesystem::directory_iterator(folder)) {
        const std::string ending = entry.path().extension().string();
        if (ending == ".tif" || ending == ".tiff" || ending == ".png" || ending == ".jpg") {
            found.push_back(entry.path().string());
        }
    }
    std::sort(found.begin(), found.end()); // names hold the time
    return found;
}

cv::Mat edges(const cv::Mat &look) {
    cv::Mat small, grey, across, down, both;
    cv::resize(look, small, cv::Size(), QUARTER, QUARTER, cv::INTER_AREA);
    cv::cvtColor(small, grey, cv::COLOR_BGR2GRAY);
    cv::Sobel(grey, across, CV_32F, 1, 0);
    cv::Sobel(grey, down, CV_32F, 0, 1);
    cv::magnitude(across, down, both);
    return both;
}

// One shift for the look, by phase correlation of gradients at quarter scale.
cv::Mat registered(const cv::Mat &look, const cv::Mat &base, cv::Mat &hanning) {
    cv::Mat from = edges(base), to = edges(look);
    if (hanning.size() != from.size()) {
        cv::createHanningWindow(hanning, from.size(), CV_32F);
    }
    cv::Point2d shift = cv::phaseCorrelate(from, to, hanning) / QUARTER;
    if (std::hypot(shift.x, shift.y) > 32) {
        shift = {0, 0};
    }
    const cv::Matx23d map(1, 0, shift.x, 0, 1, shift.y);
    cv::Mat warped;
    cv::warpAffine(look, warped, map, base.size(), cv::INTER_LINEAR | cv::WARP_INVERSE_MAP, cv::BORDER_REPLICATE);
    return warped;
}

// Gives the look the local mean and deviation that the base has over 81 pixels, worked out at quarter scale.
cv::Mat normalised(const cv::Mat &look, const cv::Mat &base) {
    const cv::Size window(21, 21);
    cv::Mat l, b, meanL, meanB, squareL, squareB, gain, offset, work;
    cv::resize(look, l, cv::Size(), QUARTER, QUARTER, cv::INTER_AREA);
    cv::resize(base, b, l.size(), 0, 0, cv::INTER_AREA);
    cv::boxFilter(l, meanL, CV_32F, window);
    cv::boxFilter(b, meanB, CV_32F, window);
    cv::sqrBoxFilter(l, squareL, CV_32F, window);
    cv::sqrBoxFilter(b, squareB, CV_32F, window);
    squareL = squareL - meanL.mul(meanL) + cv::Scalar::all(20);
    squareB = squareB - meanB.mul(meanB) + cv::Scalar::all(20);
    cv::divide(squareB, squareL, gain);
    cv::sqrt(cv::max(gain, 0), gain);
    gain = cv::min(cv::max(gain, 0.4), 2.5);
    offset = meanB - gain.mul(meanL);
    cv::resize(gain, gain, look.size());
    cv::resize(offset, offset, look.size());
    look.convertTo(work, CV_32F);
    work = work.mul(gain) + offset;
    work.convertTo(work, CV_8U);
    return work;
}

// The middle of up to six images, pixel by pixel: minimum and maximum over whole images, which is what OpenCV vectorises.
cv::Mat middle(std::vector<cv::Mat> of) {
    const size_t n = of.size();
    cv::Mat least;
    for (size_t round = 0; round < n; round++) { // odd-even transposition
        for (size_t i = round % 2; i + 1 < n; i += 2) {
            cv::min(of[i], of[i + 1], least);
            cv::max(of[i], of[i + 1], of[i + 1]);
            least.copyTo(of[i]);
        }
    }
    if (n % 2 == 1) {
        return of[n / 2];
    }
    cv::Mat mean;
    cv::addWeighted(of[n / 2 - 1], 0.5, of[n / 2], 0.5, 0, mean);
    return mean;
}

cv::Mat greatest(const cv::Mat &image) {
    std::vector<cv::Mat> bands;
    cv::split(image, bands);
    for (size_t i = 1; i < bands.size(); i++) {
        cv::max(bands[0], bands[i], bands[0]);
    }
    return bands[0];
}

// How far the look lies outside of what the median's 3 x 3 neighbourhood spans, in units of the place's noise.
cv::Mat score(const cv::Mat &look, const cv::Mat &median, const cv::Mat &deviation) {
    const cv::Mat square = cv::getStructuringElement(cv::MORPH_RECT, {3, 3});
    cv::Mat high, low, above, below, noise, gradient, light, energy;
    cv::dilate(median, high, square);
    cv::erode(median, low, square);
    cv::subtract(look, high, above);
    cv::subtract(low, look, below);
    above += below; // one of both is 0
    cv::dilate(greatest(deviation), noise, square);
    noise.convertTo(noise, CV_32F, 1.4826 * 2);
    greatest(high - low).convertTo(gradient, CV_32F, 0.25);
    greatest(median).convertTo(light, CV_32F, 0.05);
    noise = noise.mul(noise) + gradient.mul(gradient) + light.mul(light) + 16;
    above.convertTo(above, CV_32F);
    cv::transform(above.mul(above), energy, cv::Matx13f(1 / 3.f, 1 / 3.f, 1 / 3.f));
    cv::divide(energy, noise, energy);
    cv::sqrt(energy, energy);
    cv::blur(energy, energy, {3, 3});
    return energy;
}

long objects(const cv::Mat &magnitude) {
    cv::Mat levels, mask, labels, stats, centres;
    magnitude.convertTo(levels, CV_8U, 12);
    std::vector<long> counts(256);
    for (int y = 0; y < levels.rows; y++) {
        const uchar *row = levels.ptr(y);
        for (int x = 0; x < levels.cols; x++) {
            counts[row[x]]++;
        }
    }
    long beyond = static_cast<long>(levels.total()) / 100;
    int at = 255;
    for (; at > 0 && beyond > counts[at]; at--) {
        beyond -= counts[at];
    }
    cv::threshold(levels, mask, LOW_LEVEL * std::max(LEAST_LEVEL * 12, double(at)), 255, cv::THRESH_BINARY);
    const int n = cv::connectedComponentsWithStats(mask, labels, stats, centres);
    long large = 0;
    for (int i = 1; i < n; i++) {
        large += stats.at<int>(i, cv::CC_STAT_AREA) >= LEAST_PIXELS;
    }
    return large;
}

void site(const std::string &folder, Count &count) {
    std::deque<cv::Mat> past;
    cv::Mat hanning;
    for (const std::string &file : images(folder)) {
        cv::Mat look = cv::imread(file, cv::IMREAD_COLOR);
        count.looks++;
        count.megapixels += look.total() / 1e6;
        if (past.empty()) {
            past.push_front(look);
            continue;
        }
        if (look.size() != past.front().size()) {
            cv::resize(look, look, past.front().size(), 0, 0, cv::INTER_AREA); // in place of the georeference
        }
        const cv::Mat median = middle([&] {
            std::vector<cv::Mat> copies;
            for (const cv::Mat &each : past) {
                copies.push_back(each.clone());
            }
            return copies;
        }());
        std::vector<cv::Mat> away(past.size());
        for (size_t i = 0; i < past.size(); i++) {
            cv::absdiff(past[i], median, away[i]);
        }
        const cv::Mat deviation = middle(away);
        const cv::Mat level = normalised(registered(look, median, hanning), median);
        if (past.size() >= NEEDED) {
            count.judged++;
            count.objects += objects(score(level, median, deviation));
        }
        past.push_front(level);
        if (past.size() > DEPTH) {
            past.pop_back();
        }
    }
}

} // namespace

int main(int argc, char **argv) {
    const std::string what = argc > 2 ? argv[1] : "";
    if (what != "decode" && what != "chain") {
        std::fprintf(stderr, "usage: yardstick decode FILE... | yardstick chain FOLDER...\n");
        return 2;
    }
    cv::setNumThreads(1);
    Count count;
    const auto start = std::chrono::steady_clock::now();
    const std::clock_t worked = std::clock();
    for (int i = 2; i < argc; i++) {
        if (what == "chain") {
            site(argv[i], count);
            continue;
        }
        const cv::Mat look = cv::imread(argv[i], cv::IMREAD_COLOR);
        if (look.empty()) {
            std::fprintf(stderr, "yardstick: cannot be read: %s\n", argv[i]);
            return 1;
        }
        count.looks++;
        count.megapixels += look.total() / 1e6;
    }
    const std::chrono::duration<double> took = std::chrono::steady_clock::now() - start;
    const double processor = double(std::clock() - worked) / CLOCKS_PER_SEC;
    std::printf("%.6f %.6f %ld %.3f %ld %ld\n", took.count(), processor, count.looks, count.megapixels, count.judged, count.objects);
    return 0;
}
