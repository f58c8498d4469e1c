import QtQuick
import SecureClient
import Gallery

AppPage {
    id: page

    required property GalleryViewModel vm

    viewModel: vm
    scrolls: false
    PdfView {
        objectName: "pdf"
        document: page.vm.pdf
        placing: true
    }
}
